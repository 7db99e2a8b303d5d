"""The peers of the bench of fusion: recordlinkage and splink, in configurations that do them justice.

    peers.py febrl FOLDER     FEBRL 4 by recordlinkage
    peers.py splink FILE      generated people by splink on DuckDB

Prints one line of JSON: peer, seconds, f1.
"""
import json
import sys
import time


def f1(found, true):
    right = len(found & true)
    return round(2 * right / (len(found) + len(true)), 4)


def febrl(folder):
    import pandas
    import recordlinkage

    def read(name):
        return pandas.read_csv(
            f"{folder}/{name}", skipinitialspace=True, index_col="rec_id", dtype=object)

    left, right = read("dataset4a.csv"), read("dataset4b.csv")
    begun = time.time()
    index = recordlinkage.Index()
    for field in ["given_name", "surname", "postcode", "date_of_birth", "soc_sec_id"]:
        index.block(field)
    candidates = index.index(left, right)
    compare = recordlinkage.Compare()
    for field in ["given_name", "surname"]:
        compare.string(field, field, method="jarowinkler", threshold=0.85, label=field)
    for field in ["address_1", "suburb"]:
        compare.string(field, field, method="levenshtein", threshold=0.7, label=field)
    for field in ["date_of_birth", "soc_sec_id", "postcode", "state"]:
        compare.exact(field, field, label=field)
    features = compare.compute(candidates, left, right)
    links = recordlinkage.ECMClassifier().fit_predict(features)
    seconds = time.time() - begun
    true = {(one, f"rec-{one.split('-')[1]}-dup-0") for one in left.index}
    return {"peer": f"recordlinkage {recordlinkage.__version__}", "seconds": seconds,
            "f1": f1(set(map(tuple, links)), true)}


def splink(file):
    import pandas
    import splink
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    people = pandas.read_csv(file, dtype=str)
    true_of = people.groupby("entity")["unique_id"].apply(list)
    begun = time.time()
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("first_name", "surname"), block_on("dob"), block_on("surname", "city"),
            block_on("first_name", "street"), block_on("surname", "street")],
        comparisons=[cl.JaroWinklerAtThresholds("first_name", [0.9]),
                     cl.JaroWinklerAtThresholds("surname", [0.9]),
                     cl.DamerauLevenshteinAtThresholds("dob", [1]),
                     cl.ExactMatch("city"), cl.DamerauLevenshteinAtThresholds("street", [1])])
    linker = Linker(DuckDBAPI().register(people), settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("first_name", "surname", "dob")], recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("dob"))
    linker.training.estimate_parameters_using_expectation_maximisation(
        block_on("surname", "city"))
    predicted = linker.inference.predict(threshold_match_probability=0.9)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, 0.9)
    clusters = clusters.as_pandas_dataframe()
    seconds = time.time() - begun

    def pairs(groups):
        return {(min(a, b), max(a, b)) for group in groups if len(group) > 1
                for a in group for b in group if a < b}

    found = pairs(clusters.groupby("cluster_id")["unique_id"].apply(list))
    return {"peer": f"splink {splink.__version__}", "seconds": seconds,
            "f1": f1(found, pairs(true_of))}


if __name__ == "__main__":
    print(json.dumps({"febrl": febrl, "splink": splink}[sys.argv[1]](sys.argv[2])))

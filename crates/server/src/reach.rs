//! Where the server may connect to by itself: not into the networks around it, unless it is told to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Which addresses may be connected to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Reach {
    /// Those that any machine of the internet could be asked under.
    #[default]
    Public,
    /// All.
    Anywhere,
}

impl Reach {
    /// Those of the addresses of a name that may be connected to.
    pub(crate) fn within(self, addresses: impl Iterator<Item = SocketAddr>) -> Vec<SocketAddr> {
        let may = |address: &SocketAddr| self == Self::Anywhere || is_public(address.ip());
        addresses.filter(may).collect()
    }
}

/// Whether an address is anybody's to reach: none of the special ones of RFC 6890 and its registries.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_unspecified()
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19));
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, .., g, h] = address.segments();
    // IPv4 behind a prefix is where it really goes.
    let within = |high: u16, low: u16| {
        let [w, x, y, z] = [high >> 8, high & 0xff, low >> 8, low & 0xff]
            .map(|byte| u8::try_from(byte).unwrap_or_default());
        Ipv4Addr::new(w, x, y, z)
    };
    if let Some(mapped) = address.to_ipv4_mapped() {
        return is_public_v4(mapped);
    }
    match (a, b) {
        (0x64, 0xff9b) => is_public_v4(within(g, h)),
        (0x2002, high) => {
            let [_, _, low, ..] = address.segments();
            is_public_v4(within(high, low))
        }
        // Only what is given out as global unicast; not Teredo, ORCHID, documentation.
        (0x2001, b) => b >= 0x200 && b != 0xdb8,
        (a, _) => (0x2000..0x3fff).contains(&a),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_around_the_server_is_not_public_in_whatever_dress() {
        for address in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fc00::1",
            "fe80::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "2001:0:1::",
            "2001:db8::1",
            "::7f00:1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
        for address in
            ["8.8.8.8", "172.32.0.1", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::"]
        {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn what_is_allowed_is_reached() {
        let all = ["127.0.0.1:1", "8.8.8.8:1"].map(|text| text.parse::<SocketAddr>().unwrap());
        assert_eq!(Reach::Public.within(all.into_iter()), all[1..]);
        assert_eq!(Reach::Anywhere.within(all.into_iter()), all);
    }
}

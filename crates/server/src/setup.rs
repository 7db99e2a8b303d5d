//! Making a data folder.

use std::net::SocketAddr;
use std::path::Path;

use model::Clock;

use crate::config::DataFolder;
use crate::{Error, Result, community, keys};

/// Makes a data folder: community file, keys, configuration, in this order, so that a folder
/// with a configuration is a whole one. The community's file is checked first.
///
/// # Errors
/// When the folder is initialised already, the community's file is wrong, or the disk refuses.
pub fn init(
    folder: &DataFolder,
    community_text: &str,
    community_source: &Path,
    addresses: (SocketAddr, SocketAddr),
    clock: &dyn Clock,
) -> Result<()> {
    if folder.is_initialised() {
        let file = folder.path().to_owned();
        let what = "this is a data folder of Tearline already; nothing was changed".to_owned();
        return Err(Error::Config { file, what });
    }
    community::read(community_text, community_source)?;
    std::fs::create_dir_all(folder.path()).map_err(Error::io("create", folder.path()))?;
    keys::write(&folder.community_file(), community_text, false)?;
    keys::make(folder, ORIGIN, clock.now())?;
    let (listen, operator_listen) = addresses;
    folder.write_config(listen, operator_listen)
}

/// The Center's community, which a folder gets when no other is given.
pub const CENTER_COMMUNITY: &str = include_str!("../../../config/community.toml");

/// The ledger's name in a new folder.
pub(crate) const ORIGIN: &str = "tearline.local/ledger";

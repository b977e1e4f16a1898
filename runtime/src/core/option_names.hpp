#ifndef SCHEMAKE_CORE_OPTION_NAMES_HPP
#define SCHEMAKE_CORE_OPTION_NAMES_HPP

// What a program may ask for, as errors call it. The migrator, whose users write no C++, says its
// own words in their place.
namespace schemake::option_names {

inline constexpr char kAcceptLoss[] = "Options::accept_loss";
inline constexpr char kAdopt[] = "schemake::adopt";
inline constexpr char kBackupTo[] = "Options::backup_to";
inline constexpr char kNoBackup[] = "Backup::never";
inline constexpr char kTakeBack[] = "Ahead::take_back";

}  // namespace schemake::option_names

#endif  // SCHEMAKE_CORE_OPTION_NAMES_HPP

#ifndef SCHEMAKE_MIGRATOR_LISTING_HPP
#define SCHEMAKE_MIGRATOR_LISTING_HPP

#include <schemake/migrate.hpp>
#include <string>
#include <vector>

// What the migrator prints, each as text for people and as JSON. All text is safe for a terminal
// and ends with a newline, or is empty.

namespace schemake::migrator {

std::string text(const Revision& revision);
std::string text(const std::vector<Revision>& revisions);
std::string text(const std::vector<HistoryRow>& history);
std::string text(const Status& status);
std::string text(const std::vector<PlannedStep>& steps);
std::string text(const std::vector<Difference>& differences);
std::string text(const Report& report);

std::string json(const Revision& revision);
std::string json(const std::vector<Revision>& revisions);
std::string json(const std::vector<HistoryRow>& history);
std::string json(const std::string& catalog, const Status& status);
std::string json(const std::vector<Difference>& differences);

}  // namespace schemake::migrator

#endif  // SCHEMAKE_MIGRATOR_LISTING_HPP

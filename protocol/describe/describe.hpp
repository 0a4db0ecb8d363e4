#pragma once
// The parameter table in forms for others: `tuttid --describe typescript` makes the page's types,
// `tuttid --describe markdown` makes docs/parameters.md. Both say nothing that the rows do not say, and are the same on
// every machine and for every size of desk.
#include <string>

namespace tutti {

std::string describe_typescript();
std::string describe_markdown();

}  // namespace tutti

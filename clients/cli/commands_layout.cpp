// layout: files for other people's controllers, on standard output.
#include "clients/cli/commands.hpp"
#include "clients/cli/layout.hpp"

namespace tutti::cli {

int layout(const std::string& program, const LayoutWish& wish) {
    print(program == "touchosc" ? touchosc_layout(wish) : stage_layout(wish));
    return done;
}

}  // namespace tutti::cli

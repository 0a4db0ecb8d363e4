// x32: the desk as a scene file of an X32, and such a file onto the desk.
#include <utility>

#include "clients/cli/commands.hpp"

namespace tutti::cli {
namespace {

void add_window(Message& action, const X32Wish& wish) {
    if (wish.channel == 1 && wish.bus == 1) return;
    action.arguments.emplace_back(std::int32_t{wish.channel});
    action.arguments.emplace_back(std::int32_t{wish.bus});
}

}  // namespace

int export_x32(const Options& options, const X32Wish& wish) {
    Message action{"/x32/export", {std::int32_t{0}}};
    add_window(action, wish);
    return print_pieces(options, std::move(action), 0);
}

int import_x32(const Options& options, const X32Wish& wish) {
    auto text = file_or_complaint(wish.file);
    if (!text) return wrong_usage;
    Message action{"/x32/import", {std::move(*text)}};
    add_window(action, wish);
    return act_and_print(options, action);
}

}  // namespace tutti::cli

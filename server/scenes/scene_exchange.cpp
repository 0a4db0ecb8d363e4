// Scenes as texts: compared, given out, taken in. What is larger than a packet goes in pieces.
#include <algorithm>

#include "server/scenes/scenes.hpp"

namespace tutti {
namespace {

constexpr auto kPatience = std::chrono::seconds(60);  // with a text of which the next piece does not come
constexpr std::size_t kMostText = 32 * 1024 * 1024, kMostComing = 4;
constexpr std::size_t kPiece = 500'000, kPieceOfDatagrams = 50'000;  // of what is answered in one packet

std::optional<std::int64_t> whole(std::span<const Argument> arguments, std::size_t i) {
    if (i >= arguments.size()) return std::nullopt;
    if (const auto* n = std::get_if<std::int32_t>(&arguments[i])) return *n;
    if (const auto* n = std::get_if<std::int64_t>(&arguments[i])) return *n;
    return std::nullopt;
}

int number_of_scene(std::int64_t number) {
    return static_cast<int>(std::clamp<std::int64_t>(number, 0, kScenes + 1));
}

// No further than a line that is whole: a piece is text as the whole is.
std::size_t end_of_piece(const std::string& text, std::size_t from, std::size_t most) {
    if (text.size() - from <= most) return text.size();
    const std::size_t line = text.rfind('\n', from + most - 1);
    return line == std::string::npos || line < from ? from + most : line + 1;
}

}  // namespace

// ,i ID   ,is ID SCOPE
std::optional<Refusal> Scenes::compare(const Asked& asked, Arguments arguments) {
    const auto id = whole(arguments, 0);
    const auto* words = arguments.size() == 2 ? std::get_if<std::string_view>(&arguments[1]) : nullptr;
    if (!id || arguments.size() > 2 || (arguments.size() == 2 && !words))
        return Refusal{Code::bad_type, "takes a scene's number and parts"};
    std::optional<PartSet> parts;
    if (words && !(parts = parts_of(*words)))
        return Refusal{Code::bad_value, std::string(words->substr(0, 255)) + ": these are no parts"};
    const int number = number_of_scene(*id);
    store_.read(number, SceneStore::As::values, [this, asked, number, parts](const auto& contents) {
        if (const auto* refusal = std::get_if<Refusal>(&contents)) return asked.reply(*refusal);
        const auto& scene = std::get<std::shared_ptr<const SceneStore::Contents>>(contents)->parsed;
        const std::size_t most = asked.origin.datagram ? kPieceOfDatagrams : kPiece;
        Outcome outcome{console_.revision(), {}};
        outcome.result.emplace_back(differences(console_, scene, takes(number, parts), most));
        if (scene.left_out.count > 0) outcome.result.emplace_back(scene.left_out.words());
        asked.reply(outcome);
    });
    return std::nullopt;
}

SceneHead Scenes::head_of(int id) const {
    const Layout& layout = console_.layout();
    return {console_.text(layout.slot("name"_scene, id - 1)), console_.text(layout.slot("note"_scene, id - 1)),
            console_.number("seconds"_scene, id - 1), scope_of_scene(console_, id - 1)};
}

// ,i ID   ,ii ID OFFSET
std::optional<Refusal> Scenes::give(const Asked& asked, Arguments arguments) {
    const auto id = whole(arguments, 0);
    const auto offset = arguments.size() == 2 ? whole(arguments, 1) : std::optional<std::int64_t>(0);
    if (!id || !offset || arguments.size() > 2) return Refusal{Code::bad_type, "takes a scene's number and an offset"};
    const int number = number_of_scene(*id);
    store_.read(number, SceneStore::As::text, [this, asked, number, offset = *offset](const auto& contents) {
        if (const auto* refusal = std::get_if<Refusal>(&contents)) return asked.reply(*refusal);
        const auto& scene = *std::get<std::shared_ptr<const SceneStore::Contents>>(contents);
        const std::string text = with_head(scene.text, head_of(number));
        if (offset < 0 || offset >= std::ssize(text))
            return asked.reply(Refusal{Code::bad_value, "it has " + std::to_string(text.size()) + " bytes"});
        const auto from = static_cast<std::size_t>(offset);
        const std::size_t end = end_of_piece(text, from, asked.origin.datagram ? kPieceOfDatagrams : kPiece);
        Outcome outcome{console_.revision(), {}};
        outcome.result.emplace_back(text.substr(from, end - from));
        outcome.result.emplace_back(end < text.size() ? static_cast<std::int32_t>(end) : 0);
        asked.reply(outcome);
    });
    return std::nullopt;
}

// ,s TEXT   ,sT TEXT MORE
std::optional<Refusal> Scenes::import(const Asked& asked, Arguments arguments, Time now) {
    const auto* piece = arguments.empty() ? nullptr : std::get_if<std::string_view>(&arguments[0]);
    const auto* more = arguments.size() == 2 ? std::get_if<bool>(&arguments[1]) : nullptr;
    if (!piece || arguments.size() > 2 || (arguments.size() == 2 && !more))
        return Refusal{Code::bad_type, "takes a text, and whether there is more of it"};
    std::erase_if(coming_, [now](const auto& one) { return now - one.second.last > kPatience; });
    std::string text;
    if (const auto begun = coming_.find(asked.client); begun != coming_.end()) {
        text = std::move(begun->second.text);
        coming_.erase(begun);
    }
    if (text.size() + piece->size() > kMostText) return Refusal{Code::too_large, "a scene has at most 32 MB"};
    text += *piece;
    if (more && *more) {
        if (coming_.size() >= kMostComing) return Refusal{Code::busy, "other scenes are being imported"};
        Outcome outcome{console_.revision(), {}};
        outcome.result.emplace_back(static_cast<std::int32_t>(text.size()));
        coming_[asked.client] = {std::move(text), now};
        asked.reply(outcome);
        return std::nullopt;
    }
    store_.import(std::move(text), [this, reply = asked.reply](const std::variant<int, Refusal>& done) {
        if (const auto* refusal = std::get_if<Refusal>(&done)) return reply(*refusal);
        Outcome outcome{console_.revision(), {}};
        outcome.result.emplace_back(std::get<int>(done));
        reply(outcome);
    });
    return std::nullopt;
}

}  // namespace tutti

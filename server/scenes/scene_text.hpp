#pragma once
// A scene as JSON that people can read and compare: grouped by strip, a value a line, choices and routes in words,
// numbers in the shortest form. The same text is kept in the session file, exported and imported. Any thread; what is
// wrong with a text comes back as a sentence.
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/console/address.hpp"
#include "engine/console/parts.hpp"

namespace tutti {

// Values of settings of one layout, in the order of their slots.
struct SceneValue {
    Slot slot = 0;
    float number = 0;
    int text = -1;  // of a text: its place in `texts`
};
struct SceneValues {
    std::vector<SceneValue> values;
    std::vector<std::string> texts;

    std::string_view text_of(const SceneValue& value) const {
        return value.text < 0 ? std::string_view{} : std::string_view{texts[static_cast<std::size_t>(value.text)]};
    }
};

// What is said of a scene beside its values.
struct SceneHead {
    std::string name, note;
    float seconds = 0;
    PartSet scope = 0;
};

// Whether a scene may hold it: every setting that is in a part, but for the guards of a performer's ears.
bool is_in_scenes(const Place& place);
// Calls `each` with slot and place of all that a scene may hold, in the order of the slots.
template <class Each>
void each_in_scenes(const Layout& layout, Each&& each) {
    for (std::size_t f = 0; f < static_cast<std::size_t>(Family::session); ++f) {
        const auto family = static_cast<Family>(f);
        std::vector<std::uint16_t> rows;
        for (std::uint16_t r = 0; r < info(family).rows.size(); ++r)
            if (is_in_scenes({family, r, 0, -1})) rows.push_back(r);
        for (int strip = 0; strip < layout.strips(family); ++strip)
            for (const std::uint16_t r : rows) {
                const bool counts = info(family).rows[r].index != Index::none;
                const Slot first = layout.slot(Place{family, r, strip, -1});
                for (int i = 0; i < layout.indices(info(family).rows[r]); ++i)
                    each(first + static_cast<Slot>(i), Place{family, r, strip, counts ? i : -1});
            }
    }
}

// {"/channel/1": {"fader": -6, …}, …}
std::string text_of_scene(const Layout& layout, const SceneValues& values);
// The same with {"scene": {"name": …, "note": …, "seconds": …, "scope": "hpf gate"}} ahead.
std::string with_head(const std::string& text, const SceneHead& head);
void append_scene_value(std::string& out, const Layout& layout, const Row& row, float number, std::string_view text);
// "/channel/1", and what the parameter is called below it.
std::string strip_address(const Place& place);
std::string path_below(const Place& place);

// What was not taken, as sentences that name an address: the first of them, and how many there are.
struct LeftOut {
    static constexpr std::size_t kMost = 20;
    std::vector<std::string> sentences;
    int count = 0;

    void add(const std::string& sentence) {
        if (++count <= static_cast<int>(kMost)) sentences.push_back(sentence);
    }
    // In one text, at most some thousand bytes; empty where nothing was left out.
    std::string words() const;
};

struct ParsedScene {
    SceneHead head;
    SceneValues values;
    LeftOut left_out;  // what this desk has no place for
};
enum class Unfit { is_left_out, is_wrong };
// What the text says to a desk of this layout. `is_wrong`: a text with a head in which every address and value fits;
// otherwise one without, of which is taken what fits.
std::variant<ParsedScene, std::string> parse_scene(std::string_view text, const Layout& layout, const AddressTree& tree,
                                                   Unfit unfit);

// The text of somebody else, for any desk that there can be, in our form; a sentence where it is no scene.
struct ImportedScene {
    SceneHead head;
    std::string text;
};
std::variant<ImportedScene, std::string> import_scene(std::string_view text);

}  // namespace tutti

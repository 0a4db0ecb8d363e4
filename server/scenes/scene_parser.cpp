// Reads scenes as they come, without building a document of them: what is no scene is refused at its first wrong word.
#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <cmath>
#include <set>

#include "engine/console/accept.hpp"
#include "server/scenes/scene_text.hpp"

namespace tutti {
namespace {

namespace bj = boost::json;

// What boost's parser calls. Every `on_` comes back with false where the text is wrong; `wrong` says why.
class Reader {
public:
    static constexpr std::size_t max_object_size = 10'000'000, max_array_size = 1, max_key_size = 200,
                                 max_string_size = 4000;

    Reader(const Layout& layout, const AddressTree& tree, Unfit unfit) : layout_(layout), tree_(tree), unfit_(unfit) {}

    ParsedScene scene;
    std::string wrong;
    bool has_head = false;

    using Error = bj::error_code;
    bool on_document_begin(Error&) { return true; }
    bool on_document_end(Error&) { return true; }
    bool on_object_begin(Error& error) {
        if (++depth_ > 2) return fail(error, where() + ": a value is no object");
        if (depth_ == 2) return begin_strip(error);
        return true;
    }
    bool on_object_end(std::size_t, Error& error) {
        --depth_;
        if (depth_ == 1 && in_head_ && scene.head.name.empty()) return fail(error, "a scene has a name");
        return true;
    }
    bool on_array_begin(Error& error) { return fail(error, where() + ": there are no lists in a scene"); }
    bool on_array_end(std::size_t, Error&) { return true; }
    bool on_key_part(bj::string_view part, std::size_t, Error&) { return key_ += part, true; }
    bool on_key(bj::string_view part, std::size_t, Error&) {
        key_ += part;
        (depth_ == 1 ? strip_ : path_) = std::exchange(key_, {});
        return true;
    }
    bool on_string_part(bj::string_view part, std::size_t, Error&) { return text_ += part, true; }
    bool on_string(bj::string_view part, std::size_t, Error& error) {
        text_ += part;
        const std::string text = std::exchange(text_, {});
        return take(std::string_view(text), error);
    }
    bool on_number_part(bj::string_view, Error&) { return true; }
    bool on_int64(std::int64_t number, bj::string_view, Error& error) { return take(number, error); }
    bool on_uint64(std::uint64_t number, bj::string_view, Error& error) {
        return take(static_cast<double>(number), error);
    }
    bool on_double(double number, bj::string_view, Error& error) { return take(number, error); }
    bool on_bool(bool on, Error& error) { return take(on, error); }
    bool on_null(Error& error) { return fail(error, where() + ": null is no value"); }
    bool on_comment_part(bj::string_view, Error&) { return true; }
    bool on_comment(bj::string_view, Error&) { return true; }

    // What is not there at all comes before what does not fit, whole strips first.
    void tell_missing() {
        std::vector<std::string> all(missing_addresses_.begin(), missing_addresses_.end());
        std::stable_sort(all.begin(), all.end(), [](const std::string& a, const std::string& b) {
            return std::count(a.begin(), a.end(), '/') < std::count(b.begin(), b.end(), '/');
        });
        LeftOut told;
        for (const std::string& address : all) told.add(address + ": this desk has none");
        for (const std::string& sentence : scene.left_out.sentences) told.add(sentence);
        told.count = static_cast<int>(all.size()) + scene.left_out.count;
        scene.left_out = std::move(told);
    }

private:
    std::string where() const { return depth_ < 2 ? strip_ : strip_ + "/" + path_; }
    bool fail(Error& error, std::string sentence) {
        wrong = std::move(sentence);
        error = bj::error::exception;
        return false;
    }

    bool begin_strip(Error& error) {
        in_head_ = strip_ == "scene";
        missing_ = false;
        if (in_head_) {
            if (unfit_ == Unfit::is_left_out) return fail(error, "a scene that is kept has no head");
            has_head = true;
            return true;
        }
        missing_ = !tree_.descend(strip_);
        if (!missing_) return true;
        return missing(strip_, error);
    }

    // Named once, by the first part of it that is not there.
    bool missing(const std::string& address, Error& error) {
        if (unfit_ == Unfit::is_wrong) return fail(error, address + ": no desk has this");
        std::size_t end = 0;
        do end = std::min(address.find('/', end + 1), address.size());
        while (end < address.size() && tree_.descend(std::string_view(address).substr(0, end)));
        missing_addresses_.insert(address.substr(0, end));
        return true;
    }

    bool take(const Argument& argument, Error& error) {
        if (depth_ != 2) return fail(error, where() + ": a scene is an object of strips");
        if (in_head_) return take_head(argument, error);
        if (missing_) return true;
        const std::string address = strip_ + "/" + path_;
        const auto place = tree_.find(address);
        if (!place || strip_address(*place) != strip_) return missing(address, error);
        if (!is_in_scenes(*place)) return unfit(error, address + ": is in no scene");
        const auto* number = std::get_if<double>(&argument);
        if (number && !std::isfinite(static_cast<float>(*number)))
            return unfit(error, address + ": is too large a number");
        const auto accepted = accept(layout_, place->info(), argument);
        if (const auto* refusal = std::get_if<Refusal>(&accepted))
            return unfit(error, address + ": " + refusal->reason);
        const auto& value = std::get<Value>(accepted);
        SceneValue kept{layout_.slot(*place), value.number, -1};
        if (place->info().type == Type::text) {
            kept.text = static_cast<int>(scene.values.texts.size());
            scene.values.texts.emplace_back(value.text);
        }
        scene.values.values.push_back(kept);
        return true;
    }

    bool take_head(const Argument& argument, Error& error) {
        const auto* text = std::get_if<std::string_view>(&argument);
        const auto fits = [&](auto row) {
            return std::holds_alternative<Value>(accept(layout_, info(Family::scene).rows[row.row], argument));
        };
        if (path_ == "name" && text && fits("name"_scene)) return scene.head.name = *text, true;
        if (path_ == "note" && text && fits("note"_scene)) return scene.head.note = *text, true;
        if (path_ == "scope" && text)
            if (const auto parts = text->empty() ? PartSet{0} : parts_of(*text)) return scene.head.scope = *parts, true;
        if (path_ == "seconds" && !text) {
            const auto seconds = accept(layout_, info(Family::scene).rows[("seconds"_scene).row], argument);
            if (const auto* value = std::get_if<Value>(&seconds)) return scene.head.seconds = value->number, true;
        }
        return fail(error, "scene: " + path_ + " is no name, note, seconds or scope of a scene");
    }

    bool unfit(Error& error, const std::string& sentence) {
        if (unfit_ == Unfit::is_wrong) return fail(error, sentence);
        scene.left_out.add(sentence);
        return true;
    }

    const Layout& layout_;
    const AddressTree& tree_;
    const Unfit unfit_;
    int depth_ = 0;
    bool in_head_ = false, missing_ = false;
    std::string key_, text_, strip_, path_;
    std::set<std::string> missing_addresses_;
};

}  // namespace

std::variant<ParsedScene, std::string> parse_scene(std::string_view text, const Layout& layout, const AddressTree& tree,
                                                   Unfit unfit) {
    bj::parse_options options;
    options.max_depth = 4;
    bj::basic_parser<Reader> parser(options, layout, tree, unfit);
    bj::error_code error;
    const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
    Reader& reader = parser.handler();
    if (!error && read < text.size()) error = bj::error::extra_data;
    if (error) {
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(read), '\n');
        return "line " + std::to_string(line) + ": " + (reader.wrong.empty() ? error.message() : reader.wrong);
    }
    if (unfit == Unfit::is_wrong && !reader.has_head) return std::string("there is no \"scene\" with a name in it");
    reader.tell_missing();
    auto& values = reader.scene.values.values;
    std::stable_sort(values.begin(), values.end(),
                     [](const SceneValue& a, const SceneValue& b) { return a.slot < b.slot; });
    const auto twice = std::adjacent_find(values.begin(), values.end(),
                                          [](const SceneValue& a, const SceneValue& b) { return a.slot == b.slot; });
    if (twice != values.end()) return address_of(layout, twice->slot) + " is there twice";
    return std::move(reader.scene);
}

}  // namespace tutti

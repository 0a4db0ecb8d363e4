// A session of Open Stage Control. Its faders take a law in pieces, so they move as the desk's own do.
#include "clients/cli/json.hpp"
#include "clients/cli/layout.hpp"
#include "engine/console/laws.hpp"

namespace tutti::cli {

namespace {

constexpr int kAPage = 8;  // strips a tab has, beside the one they lead to
constexpr int kWidth = 90, kGap = 6, kFaderHeight = 420;

class Widget {
public:
    explicit Widget(const std::string& type, const std::string& id) { text("type", type), text("id", id); }
    Widget& text(const std::string& key, const std::string& value) { return raw(key, to_json(Value(value))); }
    Widget& number(const std::string& key, float value) { return raw(key, to_json(Value(value))); }
    Widget& raw(const std::string& key, const std::string& json) {
        json_ += (json_.empty() ? "{" : ", ") + to_json(Value(key)) + ": " + json;
        return *this;
    }
    Widget& frame(int left, int top, int width, int height) {
        for (const auto& [key, value] : {std::pair{"left", left}, {"top", top}, {"width", width}, {"height", height}})
            raw(key, std::to_string(value));
        return *this;
    }
    std::string done() const { return json_ + "}"; }

private:
    std::string json_;
};

std::string number(double value) {
    return to_json(Value(static_cast<float>(value)));
}

// {"min": -90, "6.25%": -60, …, "max": 10}: the corners of the law as parts of the way.
std::string range_of(const Row& row) {
    std::string range = "{\"min\": " + number(row.min);
    if (row.law == Law::fader)
        for (const float corner : {-60.0F, -30.0F, -10.0F})
            if (corner > row.min && corner < row.max)
                range += ", \"" + number(100 * position(row, corner)) + "%\": " + number(corner);
    return range + ", \"max\": " + number(row.max) + "}";
}

std::string strip_of(const StripControls& strip, const std::string& id, int left) {
    std::string all;
    all += Widget("text", id + "_name")
               .frame(left, 0, kWidth, 40)
               .text("address", strip.name.address)
               .text("value", strip.label)
               .raw("bypass", "false")
               .done();
    if (!strip.pan.empty()) {
        const Control& pan = strip.pan[0];
        all += ",\n" + Widget("knob", id + "_pan")
                           .frame(left, 46, kWidth, 80)
                           .text("address", pan.address)
                           .raw("range", range_of(*pan.row))
                           .number("origin", 0)
                           .number("default", pan.row->initial)
                           .raw("doubleTap", "true")
                           .done();
    }
    // true and false travel as OSC's T and F, which is what the desk sends.
    all += ",\n" + Widget("button", id + "_mute")
                       .frame(left, 132, kWidth, 44)
                       .text("address", strip.mute.address)
                       .text("label", strip.mute.address.ends_with("/on") ? "on" : "mute")
                       .raw("on", "true")
                       .raw("off", "false")
                       .done();
    all += ",\n" + Widget("fader", id + "_fader")
                       .frame(left, 182, kWidth, kFaderHeight)
                       .text("address", strip.fader.address)
                       .raw("range", range_of(*strip.fader.row))
                       .number("default", strip.fader.row->initial)
                       .raw("snap", "false")
                       .raw("pips", "true")
                       .raw("decimals", "2")
                       .done();
    return all;
}

// While it is open, each page asks the desk to tell it; over UDP it has to be said again.
std::string subscribing(const LayoutWish& wish) {
    std::string script = "var ask = function() {";
    for (const std::string& pattern : patterns_of(wish)) script += " send('/subscribe', '" + pattern + "');";
    return script + " };\nask();\nsetInterval(ask, 30000);";
}

}  // namespace

std::string stage_layout(const LayoutWish& wish) {
    const std::vector<StripControls> strips = strips_of(wish);
    std::string tabs;
    for (int first = 0; first < wish.channels; first += kAPage) {
        const int last = std::min(first + kAPage, wish.channels);
        const std::string page = std::to_string(first / kAPage + 1);
        std::string widgets;
        int left = kGap;
        for (int n = first; n < last; ++n, left += kWidth + kGap)
            widgets +=
                strip_of(strips[static_cast<std::size_t>(n)], strips[static_cast<std::size_t>(n)].id, left) + ",\n";
        widgets += strip_of(strips.back(), strips.back().id + "_" + page, left + 2 * kGap);
        const std::string label = std::to_string(first + 1) + "-" + std::to_string(last);
        tabs += (tabs.empty() ? "" : ",\n") +
                Widget("tab", "page_" + page).text("label", label).raw("widgets", "[\n" + widgets + "]").done();
    }
    const std::string root = Widget("root", "root")
                                 .text("onCreate", subscribing(wish))
                                 .raw("widgets", "[]")
                                 .raw("tabs", "[\n" + tabs + "]")
                                 .done();
    return "{\"createdWith\": \"Open Stage Control\", \"version\": \"1.26.0\", \"type\": \"session\", \"content\":\n" +
           root + "}\n";
}

}  // namespace tutti::cli

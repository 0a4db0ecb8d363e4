// A TouchOSC document. Its faders are even, so they are even in dB. A finger on one is told to the desk, which then
// lets nobody else move it.
#include <algorithm>
#include <array>
#include <cstdint>

#include "clients/cli/json.hpp"
#include "clients/cli/layout.hpp"

namespace tutti::cli {

namespace {

constexpr int kWidth = 1024, kHeight = 768, kHead = 44, kARow = 16;
constexpr const char* kConnection = "0000000001";  // the first

std::string number(double value) {
    return to_json(Value(static_cast<float>(value)));
}
std::string quoted(const std::string& text) {
    return "<![CDATA[" + text + "]]>";  // no text of ours has ]]>
}
std::string element(const std::string& name, const std::string& inside) {
    return "<" + name + ">" + inside + "</" + name + ">";
}
std::string property(char type, const std::string& key, const std::string& value) {
    return std::string("<property type='") + type + "'>" + element("key", quoted(key)) + element("value", value) +
           "</property>";
}
std::string flag(const std::string& key, bool on) {
    return property('b', key, on ? "1" : "0");
}
std::string whole(const std::string& key, int value) {
    return property('i', key, std::to_string(value));
}
std::string words(const std::string& key, const std::string& text) {
    return property('s', key, quoted(text));
}

struct Frame {
    int x, y, w, h;
};
struct Color {
    double r, g, b;
};
constexpr Color kGrey{0.35, 0.37, 0.4}, kRed{0.85, 0.2, 0.2}, kBlue{0.36, 0.56, 0.94}, kGreen{0.25, 0.7, 0.45};

std::string looks(const std::string& name, const Frame& at, const Color& paint, bool touched) {
    return words("name", name) +
           property('r', "frame",
                    element("x", std::to_string(at.x)) + element("y", std::to_string(at.y)) +
                        element("w", std::to_string(at.w)) + element("h", std::to_string(at.h))) +
           property('c', "color",
                    element("r", number(paint.r)) + element("g", number(paint.g)) + element("b", number(paint.b)) +
                        element("a", "1")) +
           flag("visible", true) + flag("interactive", touched) + flag("background", true) + flag("outline", true) +
           whole("outlineStyle", 0) + property('f', "cornerRadius", "2") + whole("orientation", 0);
}
std::string value(const std::string& key, const std::string& first, bool always) {
    return element("value", element("key", quoted(key)) + element("locked", "0") +
                                element("lockedDefaultCurrent", always ? "1" : "0") +
                                element("default", quoted(first)) + element("defaultPull", "0"));
}
std::string part(const std::string& type, const std::string& conversion, const std::string& text, double from = 0,
                 double to = 1) {
    return element("partial", element("type", type) + element("conversion", conversion) +
                                  element("value", quoted(text)) + element("scaleMin", number(from)) +
                                  element("scaleMax", number(to)));
}
// `trigger`: the value whose change sends it; empty: it only listens.
std::string message(const std::string& address, const std::string& arguments, const std::string& trigger,
                    const std::string& condition = "ANY", bool listens = true) {
    const std::string when = trigger.empty()
                                 ? ""
                                 : element("triggers", element("trigger", element("var", quoted(trigger)) +
                                                                              element("condition", condition)));
    return element("osc", element("enabled", "1") + element("send", trigger.empty() ? "0" : "1") +
                              element("receive", listens ? "1" : "0") + element("feedback", "0") +
                              element("noDuplicates", "0") + element("connections", kConnection) + when +
                              element("path", part("CONSTANT", "STRING", address)) + element("arguments", arguments));
}

class Nodes {
public:
    void add(const std::string& type, const std::string& properties, const std::string& values,
             const std::string& messages) {
        all_ += "<node ID='" + id() + "' type='" + type + "'>" + element("properties", properties) +
                element("values", values) + (messages.empty() ? "" : element("messages", messages)) + "</node>";
    }
    // The same file for the same wish: numbers that count.
    std::string id() {
        std::string digits = std::to_string(++count_);
        digits.insert(0, 12 - digits.size(), '0');
        return "70757474-6900-4000-8000-" + digits;
    }
    std::string take() { return std::move(all_); }

private:
    std::string all_;
    int count_ = 0;
};

constexpr const char* kUntouched = "false";

void add_text(Nodes& nodes, const std::string& name, const Frame& at, const std::string& text,
              const std::string& messages = "") {
    nodes.add("LABEL",
              looks(name, at, kGrey, false) + whole("textSize", 14) + whole("textAlignH", 2) + whole("textAlignV", 2) +
                  flag("textClip", true),
              value("text", text, messages.empty()) + value("touch", kUntouched, false), messages);
}

// `x` of the control is 0 to 1; the message carries the desk's own unit.
void add_slider(Nodes& nodes, const Control& control, const Frame& at, const Color& paint, bool sideways) {
    const Row& row = *control.row;
    const std::string carried = part("VALUE", "FLOAT", "x", row.min, row.max);
    const std::string held = part("VALUE", "BOOLEAN", "touch");
    const double first = (row.initial - row.min) / (row.max - row.min);
    std::string properties = looks(control.address, at, paint, true) + flag("bar", true) + flag("cursor", true) +
                             flag("grid", true) + whole("gridSteps", 10) + whole("response", 1) +
                             whole("responseFactor", 100);
    if (sideways) {
        const std::string upright = whole("orientation", 0);
        properties.replace(properties.find(upright), upright.size(), whole("orientation", 1));
    }
    nodes.add(
        "FADER", properties, value("x", number(first), false) + value("touch", kUntouched, false),
        message(control.address, carried, "x") + message(control.address + "/touch", held, "touch", "ANY", false));
}

void add_switch(Nodes& nodes, const Control& control, const Frame& at, const std::string& caption) {
    const bool lights = control.address.ends_with("/on");
    nodes.add("BUTTON", looks(control.address, at, lights ? kGreen : kRed, true) + whole("buttonType", 2),
              value("x", "0", false) + value("touch", kUntouched, false),
              message(control.address, part("VALUE", "BOOLEAN", "x"), "x"));
    add_text(nodes, control.address + " caption", {at.x, at.y - 16, at.w, 16}, caption);
}

void add_strip(Nodes& nodes, const StripControls& strip, const Frame& at) {
    int y = at.y;
    add_text(nodes, strip.id, {at.x, y, at.w, 30}, strip.label,
             message(strip.name.address, part("VALUE", "STRING", "text"), ""));
    y += 34;
    if (!strip.pan.empty()) add_slider(nodes, strip.pan[0], {at.x, y, at.w, 36}, kGrey, true);
    y += 56;
    add_switch(nodes, strip.mute, {at.x, y, at.w, 40}, strip.mute.address.ends_with("/on") ? "on" : "mute");
    y += 44;
    add_slider(nodes, strip.fader, {at.x, y, at.w, at.y + at.h - y}, kBlue, false);
}

// zlib without compressing: blocks of bytes as they are.
std::string in_zlib(const std::string& text) {
    constexpr std::size_t most = 65535;
    std::string out = "\x78\x01";
    std::uint32_t a = 1, b = 0;
    for (std::size_t at = 0; at < text.size(); at += most) {
        const std::size_t size = std::min(most, text.size() - at);
        const auto low = static_cast<std::uint16_t>(size), not_low = static_cast<std::uint16_t>(~low);
        out += at + size == text.size() ? '\1' : '\0';
        for (const std::uint16_t word : {low, not_low})
            out += {static_cast<char>(word & 0xFF), static_cast<char>(word >> 8)};
        out += text.substr(at, size);
    }
    for (const char c : text) {
        a = (a + static_cast<unsigned char>(c)) % 65521;
        b = (b + a) % 65521;
    }
    const std::uint32_t sum = b << 16 | a;
    for (const int shift : {24, 16, 8, 0}) out += static_cast<char>(sum >> shift & 0xFF);
    return out;
}

}  // namespace

std::string touchosc_layout(const LayoutWish& wish) {
    Nodes nodes;
    const std::string root = nodes.id();
    const std::vector<StripControls> strips = strips_of(wish);
    // The desk tells whoever has asked for it, as long as something is heard of them.
    std::string asking;
    for (const std::string& pattern : patterns_of(wish))
        asking +=
            message("/subscribe",
                    part("CONSTANT", "STRING", pattern) + part("CONSTANT", "INTEGER", std::to_string(wish.answer_port)),
                    "x", "RISE", false);
    nodes.add("BUTTON", looks("connect", {8, 4, 160, kHead - 8}, kGreen, true) + whole("buttonType", 0),
              value("x", "0", false) + value("touch", kUntouched, false), asking);
    add_text(nodes, "connect caption", {176, 4, 400, kHead - 8},
             "touch the green key to connect; TouchOSC listens at " + std::to_string(wish.answer_port));

    const int rows = (wish.channels + kARow - 1) / kARow;
    const int columns = std::min(wish.channels, kARow) + 1;
    const int width = kWidth / columns, height = (kHeight - kHead) / rows;
    for (int n = 0; n < wish.channels; ++n)
        add_strip(nodes, strips[static_cast<std::size_t>(n)],
                  {n % kARow * width + 2, kHead + n / kARow * height + 2, width - 4, height - 6});
    add_strip(nodes, strips.back(), {(columns - 1) * width + 2, kHead + 2, width - 4, height - 6});

    const std::string keeping =
        "local last = 0\nfunction update()\n  local now = getMillis()\n"
        "  if now - last > 20000 then\n    last = now\n    sendOSC('/session/revision')\n  end\nend\n";
    const std::string document =
        "<?xml version='1.0' encoding='UTF-8'?><lexml version='6'><node ID='" + root + "' type='GROUP'><includes/>" +
        element("properties",
                looks("Tutti", {0, 0, kWidth, kHeight}, {0.06, 0.06, 0.08}, true) + words("script", keeping)) +
        element("values", value("touch", kUntouched, false)) + element("children", nodes.take()) + "</node></lexml>";
    return in_zlib(document);
}

}  // namespace tutti::cli

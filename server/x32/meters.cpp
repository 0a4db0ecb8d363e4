#include "server/x32/meters.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>

#include "server/x32/blob.hpp"

namespace tutti::x32 {
namespace {

constexpr int kInputs = 32, kAux = 8, kReturns = 8, kMatrices = 6, kSlots = 8, kOutputs = 16;
constexpr float kMost = 8;  // 18 dB over full scale

// Of each kind: its two numbers, if any, and how many 32-bit words it has.
struct Shape {
    int arguments, words;
};
constexpr Shape kShapes[] = {{0, 70}, {0, 96}, {0, 49}, {0, 22}, {0, 82}, {2, 27}, {1, 4},  {0, 16}, {0, 6},
                             {0, 32}, {0, 32}, {0, 5},  {0, 4},  {0, 48}, {0, 80}, {0, 50}, {0, 48}};
constexpr int kRta = 15, kReductions = 16;

class Points {
public:
    Points(const MeterView& view, const MeterFrame& frame) : view_(view), frame_(frame) {}

    void level(float value) { all_.push_back({std::clamp(value, 0.0F, kMost), false}); }
    void gain(float value) { all_.push_back({std::clamp(value, 0.0F, 1.0F), true}); }
    void silent(int count) { all_.insert(all_.end(), static_cast<std::size_t>(count), {}); }

    // Channels and aux inputs lie behind each other on the desk.
    const MeterFrame::Channel* channel(int i) const { return at(frame_.channels, i + view_.window.first_channel - 1); }
    const MeterFrame::Bus* bus(int i) const { return at(frame_.buses, i + view_.window.first_bus - 1); }
    const MeterFrame::Bus* matrix(int i) const { return at(frame_.matrices, i); }
    const MeterFrame::Bus* slot(int i) const { return at(frame_.fx, i); }

    void inputs(int first, int count) {
        for (int i = first; i < first + count; ++i) level(channel(i) ? channel(i)->input : 0);
    }
    void gates(int first, int count) {
        for (int i = first; i < first + count; ++i) gain(channel(i) ? std::exp2(channel(i)->gate) : 1);
    }
    void comps(int first, int count) {
        for (int i = first; i < first + count; ++i) gain(channel(i) ? std::exp2(channel(i)->comp) : 1);
    }
    void returns(int first, int count) {
        for (int i = first; i < first + count; ++i) {
            const auto* fx = slot(i / 2);
            level(!fx ? 0 : i % 2 == 0 ? fx->output_left : fx->output_right);
        }
    }
    static float loudest(const MeterFrame::Bus* bus) { return bus ? std::max(bus->output_left, bus->output_right) : 0; }
    void buses(int first, int count) {
        for (int i = first; i < first + count; ++i) level(loudest(bus(i)));
    }
    void matrices(int first, int count) {
        for (int i = first; i < first + count; ++i) level(loudest(matrix(i)));
    }
    void reduction(const MeterFrame::Bus* bus) { gain(bus ? std::exp2(bus->comp) : 1); }
    void reductions() {  // of buses, matrices, main, and its centre
        for (int i = 0; i < kBuses; ++i) reduction(bus(i));
        for (int i = 0; i < kMatrices; ++i) reduction(matrix(i));
        reduction(&frame_.main);
        gain(1);
    }
    void main_levels() {  // left, right, and the centre that this desk does not have
        level(frame_.main.output_left);
        level(frame_.main.output_right);
        level(0);
    }
    void outputs(int count) {
        for (int i = 0; i < count; ++i) {
            const auto* peak = at(frame_.outputs, i);
            level(peak ? *peak : 0);
        }
    }
    void monitor() {
        const auto* m = at(frame_.monitors, view_.window.monitor - 1);
        level(m ? m->output_left : 0);
        level(m ? m->output_right : 0);
    }
    // Before everything, both reductions, behind the fader.
    void strip(int id) {
        if (id < kInputs + kAux) {
            const auto* c = channel(id);
            level(c ? c->input : 0);
            gates(id, 1);
            comps(id, 1);
            return level(c ? c->output : 0);
        }
        const auto* b = strip_bus(id);
        level(b ? std::max(b->input_left, b->input_right) : 0);
        gain(1);
        reduction(b);
        level(loudest(b));
    }
    // What the selected channel gives to each bus, as if every send were behind the fader: ahead of it the desk has no
    // meters.
    void sends() {
        const int id = view_.selected;
        const auto* c = id < kInputs + kAux ? channel(id) : nullptr;
        const Console& console = view_.console;
        for (int i = 0; i < kBuses; ++i) {
            const int strip = id + view_.window.first_channel - 1, to = i + view_.window.first_bus - 1;
            const bool there = c && bus(i) && console.on("send/{bus}/on"_channel, strip, to);
            const float decibel = there ? console.number("send/{bus}/level"_channel, strip, to) : -90;
            level(decibel <= -90 ? 0 : c->output * std::pow(10.0F, decibel / 20));
        }
    }
    void slots() {
        for (int i = 0; i < kSlots; ++i) {
            const auto* fx = slot(i);
            const auto* inserted = at(frame_.inserted, i);  // instead of the return, which is silent then
            level(fx ? std::max(fx->input_left, inserted->input_left) : 0);
            level(fx ? std::max(fx->input_right, inserted->input_right) : 0);
            level(fx ? std::max(fx->output_left, inserted->output_left) : 0);
            level(fx ? std::max(fx->output_right, inserted->output_right) : 0);
        }
    }
    void banks(int channels, int groups) {
        if (channels == 2) {
            inputs(kInputs, kAux);
            returns(0, kReturns);
        } else if (channels == 3) {
            buses(0, kBuses);
        } else {
            inputs(channels == 1 ? 16 : 0, 16);
        }
        if (groups == 1 || groups == 2) {
            buses(groups == 2 ? 8 : 0, 8);
        } else if (groups == 3) {
            matrices(0, kMatrices);
            silent(2);
        } else {
            silent(8);
        }
        main_levels();
    }
    MeterPoints take() { return std::move(all_); }

private:
    template <typename T>
    static const T* at(const std::vector<T>& all, int i) {
        return i >= 0 && i < static_cast<int>(all.size()) ? &all[static_cast<std::size_t>(i)] : nullptr;
    }
    const MeterFrame::Bus* strip_bus(int id) const {
        if (id < 48) return slot((id - 40) / 2);
        if (id < 64) return bus(id - 48);
        if (id < 70) return matrix(id - 64);
        return id == 70 ? &frame_.main : nullptr;
    }

    const MeterView& view_;
    const MeterFrame& frame_;
    MeterPoints all_;
};

// Band k of a hundred, a tenth of an octave each, from bands of a sixth.
float rta_band(const Measured* measured, int k) {
    if (!measured) return -128;
    const double octave = std::log2(10000.0 / 20) + (k - 90) / 10.0;
    const auto at = std::clamp(std::lround(octave * 6), 0L, static_cast<long>(kSpectrumBands) - 1);
    return std::clamp(measured->spectrum[static_cast<std::size_t>(at)], -128.0F, 0.0F);
}

void put_short(std::string& out, float value) {
    put_little(out, static_cast<std::uint32_t>(static_cast<std::int32_t>(std::clamp(value, -32768.0F, 32767.0F))), 2);
}

}  // namespace

std::optional<MeterKind> meter_kind(std::string_view path) {
    if (path.starts_with('/')) path.remove_prefix(1);
    if (!path.starts_with("meters/")) return std::nullopt;
    path.remove_prefix(7);
    int id = 0;
    const auto [rest, error] = std::from_chars(path.data(), path.data() + path.size(), id);
    const bool whole = error == std::errc() && rest == path.data() + path.size();
    if (!whole || id < 0 || id > kReductions) return std::nullopt;
    return MeterKind{id};
}

int meter_arguments(int id) {
    return kShapes[id].arguments;
}

void join(MeterFrame& into, const MeterFrame& from) {
    const auto more = [](float& a, float b) { a = std::max(a, b); };
    const auto less = [](float& a, float b) { a = std::min(a, b); };
    const auto levels = [&](std::vector<float>& a, const std::vector<float>& b) {
        for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) more(a[i], b[i]);
    };
    const auto sides = [&](auto& a, const auto& b) {
        more(a.input_left, b.input_left), more(a.input_right, b.input_right);
        more(a.output_left, b.output_left), more(a.output_right, b.output_right);
    };
    const auto bus = [&](MeterFrame::Bus& a, const MeterFrame::Bus& b) {
        sides(a, b);
        less(a.comp, b.comp), less(a.reduction, b.reduction);
    };
    const auto buses = [&](std::vector<MeterFrame::Bus>& a, const std::vector<MeterFrame::Bus>& b) {
        for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) bus(a[i], b[i]);
    };
    levels(into.inputs, from.inputs);
    levels(into.outputs, from.outputs);
    for (std::size_t i = 0; i < into.channels.size() && i < from.channels.size(); ++i) {
        MeterFrame::Channel& a = into.channels[i];
        const MeterFrame::Channel& b = from.channels[i];
        more(a.input, b.input), more(a.output, b.output);
        less(a.gate, b.gate), less(a.comp, b.comp), less(a.automix, b.automix);
    }
    buses(into.buses, from.buses);
    buses(into.fx, from.fx);
    for (std::size_t i = 0; i < into.inserted.size() && i < from.inserted.size(); ++i) {
        MeterFrame::Effect& a = into.inserted[i];
        const MeterFrame::Effect& b = from.inserted[i];
        more(a.input_left, b.input_left), more(a.input_right, b.input_right);
        more(a.output_left, b.output_left), more(a.output_right, b.output_right);
    }
    buses(into.matrices, from.matrices);
    bus(into.main, from.main);
    for (std::size_t i = 0; i < into.monitors.size() && i < from.monitors.size(); ++i)
        sides(into.monitors[i], from.monitors[i]);
}

void join(MeterPoints& into, const MeterPoints& from) {
    if (into.size() != from.size()) {
        into = from;
        return;
    }
    for (std::size_t i = 0; i < into.size(); ++i)
        into[i].value = into[i].gain ? std::min(into[i].value, from[i].value) : std::max(into[i].value, from[i].value);
}

MeterPoints meter_points(const MeterView& view, const MeterFrame& frame, const MeterKind& kind) {
    Points p(view, frame);
    switch (kind.id) {
        case 0: p.inputs(0, kInputs + kAux), p.returns(0, kReturns), p.buses(0, kBuses), p.matrices(0, 6); break;
        case 1: p.inputs(0, kInputs), p.gates(0, kInputs), p.comps(0, kInputs); break;
        case 2: p.buses(0, kBuses), p.matrices(0, kMatrices), p.main_levels(), p.reductions(); break;
        case 3: p.silent(6), p.inputs(kInputs, kAux), p.returns(0, kReturns); break;
        case 4: p.inputs(0, kInputs + kAux), p.outputs(kOutputs), p.silent(24), p.monitor(); break;
        case 5: p.banks(kind.a, kind.b); break;
        case 6: p.strip(kind.a); break;
        case 7: p.sends(); break;
        case 9: p.slots(); break;
        case 11: p.monitor(), p.silent(1), p.gain(1), p.silent(1); break;
        case 13: p.inputs(0, kInputs + kAux), p.returns(0, kReturns); break;
        case kReductions:
            p.gates(0, kInputs), p.comps(0, kInputs), p.reductions();
            for (int i = 0; i < 8; ++i) p.gain(p.channel(i) ? p.channel(i)->automix : 1);
            break;
        case kRta: {
            MeterPoints bands;
            for (int k = 0; k < 100; ++k) bands.push_back({rta_band(view.spectrum, k), false});
            return bands;
        }
        default: p.silent(kShapes[kind.id].words); break;
    }
    return p.take();
}

std::string meter_blob(const MeterKind& kind, const MeterPoints& points) {
    std::string blob;
    put_little(blob, static_cast<std::uint32_t>(kShapes[kind.id].words));
    for (std::size_t i = 0; i < points.size(); ++i) {
        const float value = points[i].value;
        if (kind.id == kRta)
            put_short(blob, value * 256);
        else if (kind.id != kReductions)
            put_little(blob, std::bit_cast<std::uint32_t>(value));
        else if (i < points.size() - 8)
            put_short(blob, value * 32767);
        else  // automix gains
            put_short(blob, value > 0 ? std::log2(value) * 256 : -32768);
    }
    return blob;
}

}  // namespace tutti::x32

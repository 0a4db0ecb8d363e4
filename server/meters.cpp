#include "server/meters.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "protocol/osc/message.hpp"
#include "server/parcel.hpp"

namespace tutti {
namespace {

constexpr std::string_view kWords[] = {"inputs", "channels", "buses", "main", "matrices", "fx", "monitors", "outputs"};
constexpr Family kStripFamilies[] = {Family::session, Family::channel, Family::bus,     Family::main,
                                     Family::matrix,  Family::fx,      Family::monitor, Family::output};
constexpr std::string_view kStripWords[] = {"strip", "loudness", "spectrum"};
constexpr std::size_t kMostPerClient = 32;

// Which values of a record are gains of a processor (1 = it does nothing) and not peaks.
bool is_gain(int length, int at) {
    return length == 5 ? at >= 1 && at <= 3 : length == 6 && (at == 2 || at == 3);
}

// -32768 is silence, and whatever is as quiet.
std::int16_t hundredths(float value) {
    return static_cast<std::int16_t>(std::clamp(std::round(100.0F * value), -32768.0F, 32767.0F));
}

float decibel(float level) {
    return level > 0 ? static_cast<float>(20 * std::log10(static_cast<double>(level))) : Measured::kNothing;
}

}  // namespace

int Meters::record_length(const What& what) {
    if (what.of == Of::spectrum) return kSpectrumBands;
    if (what.of == Of::loudness) return 6;
    return what.kind == Kind::inputs || what.kind == Kind::outputs ? 1 : what.kind == Kind::channels ? 5 : 6;
}

std::optional<Meters::What> Meters::parse_strip(std::string_view address, Of of) const {
    const auto found = console_.tree().descend(address);
    if (!found) return std::nullopt;
    const AddressNode& node = console_.tree().node(found->node);
    for (std::size_t k = 1; k < std::size(kStripFamilies); ++k) {
        const Family family = kStripFamilies[k];
        const bool whole_strip = info(family).counted
                                     ? node.counts_strips
                                     : found->node != AddressTree::kRoot && node.name == info(family).name;
        if (node.family != static_cast<int>(family) || !whole_strip) continue;
        if (of != Of::levels && !Measurements::possible(family)) return std::nullopt;
        return What{static_cast<Kind>(k), found->strip, 1, std::string(address), of};
    }
    return std::nullopt;
}

std::optional<Meters::What> Meters::parse(std::string_view text) const {
    const Sizes& n = console_.layout().sizes();
    const int counts[] = {n.inputs, n.channels, n.buses, 1, n.matrices, n.fx, n.monitors, n.outputs};
    const std::string_view word = text.substr(0, text.find(':'));
    for (std::size_t of = 0; of < std::size(kStripWords); ++of)
        if (word == kStripWords[of] && word.size() < text.size())
            return parse_strip(text.substr(word.size() + 1), static_cast<Of>(of));
    for (std::size_t k = 0; k < std::size(kWords); ++k) {
        if (word != kWords[k] || counts[k] == 0) continue;
        if (word.size() == text.size()) return What{static_cast<Kind>(k), 0, counts[k], {}};
        const std::string_view range = text.substr(word.size() + 1);
        const std::size_t dash = std::min(range.find('-'), range.size());
        const int first = address_number(range.substr(0, dash));
        const int last = dash == range.size() ? first : address_number(range.substr(dash + 1));
        if (first < 1 || last < first || last > counts[k]) return std::nullopt;
        return What{static_cast<Kind>(k), first - 1, last - first + 1, {}};
    }
    return std::nullopt;
}

bool Meters::look(const What& what, Time now) {
    if (what.of == Of::levels) return true;
    const auto of = what.of == Of::loudness ? Measurements::Of::loudness : Measurements::Of::spectrum;
    return measurements_.look(of, {kStripFamilies[static_cast<std::size_t>(what.kind)], what.first}, now);
}

void Meters::leave(const What& what, Time now) {
    if (what.of == Of::levels) return;
    const auto of = what.of == Of::loudness ? Measurements::Of::loudness : Measurements::Of::spectrum;
    measurements_.leave(of, {kStripFamilies[static_cast<std::size_t>(what.kind)], what.first}, now);
}

std::optional<Refusal> Meters::subscribe(const Client& client, std::string_view what_text, double rate, Time now) {
    const auto what = parse(what_text);
    if (!what) return Refusal{Code::bad_value, "there is no such meter"};
    if (client.origin.datagram && encode(*what, silence(*what))->size() > kDatagramBundle)
        return Refusal{Code::too_large, "a frame over 1,200 bytes does not go by UDP: ask for a range"};
    const auto held = std::count_if(subscriptions_.begin(), subscriptions_.end(),
                                    [&](const auto& s) { return s.first.first == client.id; });
    const std::pair<ClientId, std::string> name{client.id, std::string(what_text)};
    if (!subscriptions_.contains(name) && static_cast<std::size_t>(held) >= kMostPerClient)
        return Refusal{Code::busy, "too many meters"};
    const Key key{*what, std::clamp(rate, 1.0, 60.0)};
    Levels unsent = silence(*what);  // of the old rate
    const auto before = subscriptions_.find(name);
    if (before != subscriptions_.end() && before->second == key) return std::nullopt;
    if (!look(*what, now)) return Refusal{Code::busy, "at most 8 strips are measured at once"};
    if (before != subscriptions_.end()) {
        const Group& old = groups_.at(before->second);
        join(old.levels, *what, unsent);
        if (const auto missed = old.missed.find(client.id); missed != old.missed.end())
            join(missed->second, *what, unsent);
        unsubscribe(client, what_text, now);
    }
    const auto [at, made] = groups_.try_emplace(key);
    Group& group = at->second;
    if (made) group.levels = silence(*what);
    if (made) group.due = now;  // the engine is asked at once: what was before is not this group's
    group.members.push_back(client.id);
    if (unsent != silence(*what)) group.missed[client.id] = std::move(unsent);
    subscriptions_[name] = key;
    return std::nullopt;
}

std::optional<Refusal> Meters::unsubscribe(const Client& client, std::string_view what, Time now) {
    const auto found = subscriptions_.find({client.id, std::string(what)});
    if (found == subscriptions_.end())
        return parse(what) ? std::nullopt : std::optional(Refusal{Code::bad_value, "there is no such meter"});
    leave(found->second.what, now);
    const auto group = groups_.find(found->second);
    auto& members = group->second.members;  // the same client twice where it has two names for the same strips
    members.erase(std::find(members.begin(), members.end(), client.id));
    if (std::find(members.begin(), members.end(), client.id) == members.end()) group->second.missed.erase(client.id);
    if (members.empty()) groups_.erase(group);
    subscriptions_.erase(found);
    return std::nullopt;
}

void Meters::forget(ClientId client, Time now) {
    Client gone;
    gone.id = client;
    while (true) {
        const auto found = subscriptions_.lower_bound({client, std::string()});
        if (found == subscriptions_.end() || found->first.first != client) return;
        unsubscribe(gone, std::string(found->first.second), now);
    }
}

Time Meters::next_due() const {
    Time next = Time::max();
    for (const auto& [key, group] : groups_) next = std::min(next, group.due);
    for (const MeterReader* reader : readers_) next = std::min(next, reader->due());
    return next;
}

Meters::Levels Meters::silence(const What& what) {
    const int length = record_length(what);
    Levels levels(static_cast<std::size_t>(length * what.count));
    for (std::size_t i = 0; i < levels.size(); ++i)
        levels[i] = is_gain(length, static_cast<int>(i) % length) ? 1.0F : 0.0F;
    return levels;
}

void Meters::join(const Levels& from, const What& what, Levels& into) {
    const int length = record_length(what);
    for (std::size_t i = 0; i < into.size(); ++i)
        into[i] =
            is_gain(length, static_cast<int>(i) % length) ? std::min(into[i], from[i]) : std::max(into[i], from[i]);
}

// Order of the records: protocol.md, Meters. A processor that is not built yet did nothing: gain 1.
void Meters::take(const MeterFrame& frame, const What& what, Levels& levels) const {
    levels.clear();
    const auto gain_of = [](float reduction) { return std::exp2(reduction); };
    const auto put = [&levels](std::initializer_list<float> record) { levels.insert(levels.end(), record); };
    const auto put_bus = [&](const MeterFrame::Bus& b, bool mono) {  // mono repeats the left
        put({b.input_left, mono ? b.input_left : b.input_right, gain_of(b.comp), b.reduction, b.output_left,
             mono ? b.output_left : b.output_right});
    };
    for (int s = what.first; s < what.first + what.count; ++s) {
        const auto i = static_cast<std::size_t>(s);
        switch (what.kind) {
            case Kind::inputs: put({frame.inputs[i]}); break;
            case Kind::outputs: put({frame.outputs[i]}); break;
            case Kind::channels: {
                const MeterFrame::Channel& c = frame.channels[i];
                put({c.input, gain_of(c.gate), gain_of(c.comp), c.automix, c.output});
                break;
            }
            case Kind::buses: put_bus(frame.buses[i], is_mono(what, s)); break;
            case Kind::main: put_bus(frame.main, false); break;
            case Kind::matrices: put_bus(frame.matrices[i], is_mono(what, s)); break;
            case Kind::fx: {  // in an insert it has no return: what goes into it, and what comes of it
                MeterFrame::Bus both = frame.fx[i];
                const MeterFrame::Effect& inserted = frame.inserted[i];
                both.input_left = std::max(both.input_left, inserted.input_left);
                both.input_right = std::max(both.input_right, inserted.input_right);
                both.output_left = std::max(both.output_left, inserted.output_left);
                both.output_right = std::max(both.output_right, inserted.output_right);
                put_bus(both, false);
                break;
            }
            case Kind::monitors: {
                const MeterFrame::Monitor& m = frame.monitors[i];
                put({m.input_left, m.input_right, 1, 1, m.output_left, m.output_right});
                break;
            }
        }
    }
}

void Meters::merge(const MeterFrame& frame) {
    for (MeterReader* reader : readers_) reader->merge(frame);
    Levels levels;
    for (auto& [key, group] : groups_) {
        if (key.what.of != Of::levels) continue;
        take(frame, key.what, levels);
        join(levels, key.what, group.levels);
    }
}

bool Meters::is_mono(const What& what, int strip) const {
    return what.kind == Kind::channels || (what.kind == Kind::buses && !console_.on("width"_bus, strip)) ||
           (what.kind == Kind::matrices && !console_.on("width"_matrix, strip));
}

std::vector<float> Meters::decibels(const What& what, const Levels& levels) {
    if (what.of == Of::levels) {
        std::vector<float> all;
        for (const float level : levels) all.push_back(decibel(level));
        return all;
    }
    const Measured& m = measurements_.newest({kStripFamilies[static_cast<std::size_t>(what.kind)], what.first});
    if (what.of == Of::spectrum) return {m.spectrum.begin(), m.spectrum.end()};
    const float right = m.true_peak[is_mono(what, what.first) ? 0 : 1];
    return {m.momentary, m.short_term, m.integrated, m.range, m.true_peak[0], right};
}

// "/meters/channels" ,b: int16 little endian: record length, number of the first strip, records in 1/100 dB
Bytes Meters::encode(const What& what, const Levels& levels) {
    std::vector<std::byte> blob;
    const auto put = [&blob](std::int16_t value) {
        blob.push_back(static_cast<std::byte>(value & 0xff));
        blob.push_back(static_cast<std::byte>(value >> 8 & 0xff));
    };
    put(static_cast<std::int16_t>(record_length(what)));
    put(static_cast<std::int16_t>(what.first + 1));
    for (const float value : decibels(what, levels)) put(hundredths(value));
    std::string out;
    if (what.strip.empty())
        osc::append_message(out, "/meters/" + std::string(kWords[static_cast<std::size_t>(what.kind)]), {Blob(blob)});
    else
        osc::append_message(out, "/meters/" + std::string(kStripWords[static_cast<std::size_t>(what.of)]),
                            {std::string_view(what.strip), Blob(blob)});
    return std::make_shared<const std::string>(std::move(out));
}

void Meters::send_due(Clients& clients, Time now) {
    for (MeterReader* reader : readers_) reader->send_due(now);
    for (auto& [key, group] : groups_) {
        if (group.due > now) continue;
        const auto period = std::chrono::microseconds(static_cast<long>(1e6 / key.rate));
        group.due = std::max(group.due + period, now);
        if (!std::exchange(group.begun, true)) {
            group.due = now + period;
            group.levels = silence(key.what);
            continue;
        }
        const Bytes packet = encode(key.what, group.levels);
        for (const ClientId id : group.members) {
            const auto found = clients.find(id);
            if (found == clients.end()) continue;
            Link& link = *found->second->link;
            const auto missed = group.missed.find(id);
            if (link.queued() > Client::kHighWater / 4) {
                if (key.what.of != Of::levels) continue;  // the newest comes with the next frame
                join(group.levels, key.what, group.missed.try_emplace(id, silence(key.what)).first->second);
            } else if (missed != group.missed.end()) {
                join(group.levels, key.what, missed->second);
                link.send(encode(key.what, missed->second), false);
                group.missed.erase(missed);
            } else {
                link.send(packet, false);
            }
        }
        group.levels = silence(key.what);
    }
}

}  // namespace tutti

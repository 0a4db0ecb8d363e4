#include "tests/wire/stem.hpp"

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <numbers>
#include <stdexcept>

namespace tutti::wire {

std::string wav_of(const std::vector<float>& samples) {
    const auto little = [](std::uint32_t value, int bytes) {
        std::string out;
        for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * i & 0xff);
        return out;
    };
    const auto size = static_cast<std::uint32_t>(samples.size() * 4);
    std::string data(size, '\0');
    std::memcpy(data.data(), samples.data(), size);
    return "RIFF" + little(size + 36, 4) + "WAVEfmt " + little(16, 4) + little(3, 2) + little(1, 2) +
           little(kStemRate, 4) + little(kStemRate * 4, 4) + little(4, 2) + little(32, 2) + "data" + little(size, 4) +
           data;
}

std::vector<float> sine(double level_db) {
    std::vector<float> samples(kStemRate);
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] =
            static_cast<float>(std::pow(10, level_db / 20) *
                               std::sin(2 * std::numbers::pi * 1000 * (static_cast<double>(i) + 0.5) / kStemRate));
    return samples;
}

Frame frame_of(const Heard& heard) {
    const std::string& bytes = std::get<std::string>(heard.values.back());
    std::vector<int> numbers;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2)
        numbers.push_back(static_cast<std::int16_t>(static_cast<std::uint8_t>(bytes[i]) |
                                                    static_cast<std::uint8_t>(bytes[i + 1]) << 8));
    if (numbers.size() < 2) throw std::runtime_error("a frame of meters without its head");
    return {numbers[0], numbers[1], {numbers.begin() + 2, numbers.end()}};
}

Frame still_frame(Client& client, const std::string& what) {
    client.send("/meters/subscribe", {std::string_view(what), 60});
    const std::string address = "/meters/" + what.substr(0, what.find(':'));
    Frame frame;
    int same = 0;
    client.until([&](const Heard& heard) {
        if (heard.address != address) return false;
        Frame now = frame_of(heard);
        bool moved = now.values.size() != frame.values.size();
        for (std::size_t i = 0; !moved && i < now.values.size(); ++i)
            moved = std::abs(now.values[i] - frame.values[i]) > 10;
        same = moved ? 0 : same + 1;
        if (moved) frame = std::move(now);
        return same == 40;
    });
    client.ask("/meters/unsubscribe", {std::string_view(what)});
    return frame;
}

}  // namespace tutti::wire

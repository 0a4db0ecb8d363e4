#pragma once
// What is printed beside a fader's way: pairs of position and dB, straight lines between them. The last word on where
// 0 dB is belongs to the plastic, not to the desk's law. Pure functions, any thread.
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tutti::surface {

class Scale {
public:
    using Marks = std::vector<std::pair<int, double>>;  // position 0..16383, dB; both ascending

    Scale();  // the desk's own fader law, 0 dB at three quarters
    explicit Scale(Marks marks) : marks_(std::move(marks)) {}

    double db(int position) const;
    int position(double db) const;
    static std::optional<std::string> complaint(const Marks& marks);  // a sentence; nothing where they are a scale

private:
    Marks marks_;
};

}  // namespace tutti::surface

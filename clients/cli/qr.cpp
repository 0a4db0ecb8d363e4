#include "clients/cli/qr.hpp"

#include <sstream>
#include <vector>

namespace tutti::cli {

std::string drawn_code(const std::string& code) {
    std::vector<std::string> rows;
    std::istringstream lines(code);
    for (std::string row; std::getline(lines, row);) rows.push_back(row);
    const int size = static_cast<int>(rows.size()), quiet = 4;
    const auto light = [&](int x, int y) {
        return x < 0 || y < 0 || x >= size || y >= size ||
               rows[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] == '0';
    };
    std::string out;
    for (int y = -quiet; y < size + quiet; y += 2) {
        for (int x = -quiet; x < size + quiet; ++x) {
            const bool upper = light(x, y), lower = y + 1 < size + quiet && light(x, y + 1);
            out += upper && lower ? "\u2588" : upper ? "\u2580" : lower ? "\u2584" : " ";
        }
        out += "\n";
    }
    return out;
}

}  // namespace tutti::cli

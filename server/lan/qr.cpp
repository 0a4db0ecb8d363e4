#include "server/lan/qr.hpp"

#include <qrencode.h>

#include <memory>

namespace tutti {

std::string qr_code(std::string_view text) {
    struct Freed {
        void operator()(QRcode* code) const { QRcode_free(code); }
    };
    const std::string whole(text);
    // Medium: a scratched or crooked screen is still read.
    const std::unique_ptr<QRcode, Freed> code(QRcode_encodeString8bit(whole.c_str(), 0, QR_ECLEVEL_M));
    if (!code) return {};
    std::string rows;
    for (int y = 0; y < code->width; ++y) {
        if (y > 0) rows += '\n';
        for (int x = 0; x < code->width; ++x) rows += (code->data[y * code->width + x] & 1) != 0 ? '1' : '0';
    }
    return rows;
}

}  // namespace tutti

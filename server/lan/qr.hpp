#pragma once
// A text as a QR code (ISO/IEC 18004, by libqrencode). Any one thread.
#include <string>
#include <string_view>

namespace tutti {

// Rows of '0' (light) and '1' (dark) with line ends between, without the quiet zone of four modules around it. Empty
// where the text is too long (some 2,000 bytes).
std::string qr_code(std::string_view text);

}  // namespace tutti

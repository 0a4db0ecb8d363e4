#include "server/people/secrets.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace tutti {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = std::size_t{32} << 20;

void ready() {
    static const int started = sodium_init();
    if (started < 0) throw std::runtime_error("libsodium does not start");
}

}  // namespace

std::string hash_of_pin(std::string_view pin) {
    ready();
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str(hash.data(), pin.data(), pin.size(), kPasses, kMemory) != 0)
        throw std::runtime_error("no memory to hash a PIN");
    return hash.data();
}

bool pin_fits(const std::string& hash, std::string_view pin) {
    ready();
    return crypto_pwhash_str_verify(hash.c_str(), pin.data(), pin.size()) == 0;
}

std::string new_token() {
    ready();
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    constexpr int kForm = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::array<char, sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING)> text{};
    return sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kForm);
}

std::string hash_of_token(std::string_view token) {
    ready();
    std::array<unsigned char, 32> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(token.data()), token.size(),
                       nullptr, 0);
    std::array<char, 65> text{};
    return sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
}

}  // namespace tutti

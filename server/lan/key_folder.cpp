#include "server/lan/key_folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace tutti {
namespace {

constexpr std::size_t kLongest = 1 << 16;

// Aside and renamed; only its owner reads it, from its first byte on.
void write_private(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::path aside = path;
    aside += ".part";
    const auto fail = [&] { throw std::runtime_error(path.string() + ": " + std::strerror(errno)); };
    const int file = ::open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) fail();
    const bool written =
        ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
    ::close(file);
    if (!written) fail();
    std::filesystem::rename(aside, path);
}

}  // namespace

std::string text_of_file(const std::filesystem::path& path) {
    if (!std::filesystem::exists(path)) return {};
    std::ifstream in(path, std::ios::binary);
    std::string text(kLongest, '\0');
    in.read(text.data(), kLongest);
    if (in.bad() || !in.eof()) throw std::runtime_error(path.string() + " cannot be read as a certificate or key");
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

KeyAndCertificate KeyFolder::read(const std::string& name) const {
    return {text_of_file(folder_ / (name + ".key")), text_of_file(folder_ / (name + ".pem"))};
}

void KeyFolder::write(const std::string& name, const KeyAndCertificate& pair) const {
    std::filesystem::create_directories(folder_);
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
    write_private(folder_ / (name + ".key"), pair.key);
    write_private(folder_ / (name + ".pem"), pair.certificate);
}

const KeyAndCertificate& KeyFolder::authority() {
    if (!authority_.certificate.empty()) return authority_;
    authority_ = read("authority");
    if (!authority_.key.empty() && !authority_.certificate.empty()) {
        fingerprint(authority_.certificate);  // throws where it is none
        return authority_;
    }
    authority_ = make_authority(studio_);
    write("authority", authority_);
    return authority_;
}

KeyAndCertificate KeyFolder::certificate_for(const std::vector<std::string>& names,
                                             const std::vector<std::string>& addresses) {
    KeyAndCertificate kept = read("desk");
    if (!kept.key.empty() && still_good(kept.certificate, authority().certificate, names, addresses)) return kept;
    kept = make_certificate(authority(), names, addresses);
    write("desk", kept);
    return kept;
}

}  // namespace tutti

#pragma once
// Where a desk keeps its certificates: a folder beside the session file, which only its user can read. Made at first
// use. State thread, or before it runs; what cannot be done throws std::runtime_error with a sentence.
#include <filesystem>
#include <string>
#include <vector>

#include "server/lan/certificates.hpp"

namespace tutti {

class KeyFolder {
public:
    KeyFolder(std::filesystem::path folder, std::string studio)
        : folder_(std::move(folder)), studio_(std::move(studio)) {}

    // The authority as phones install it; made at first use.
    const KeyAndCertificate& authority();
    // One for these, as it is kept; a new one where that does not cover them, or ends soon.
    KeyAndCertificate certificate_for(const std::vector<std::string>& names, const std::vector<std::string>& addresses);

private:
    KeyAndCertificate read(const std::string& name) const;  // empty texts: there is none
    void write(const std::string& name, const KeyAndCertificate& pair) const;

    const std::filesystem::path folder_;
    const std::string studio_;
    KeyAndCertificate authority_;
};

// The whole of a small file; an empty text where there is none. Throws where it is there and cannot be read.
std::string text_of_file(const std::filesystem::path& path);

}  // namespace tutti

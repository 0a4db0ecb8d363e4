#pragma once
// Certificates by OpenSSL: the studio's own authority, and the certificate that the desk shows to browsers, signed by
// it. Texts are PEM. Any one thread; what cannot be done throws std::runtime_error with a sentence.
#include <optional>
#include <string>
#include <vector>

namespace tutti {

struct KeyAndCertificate {
    std::string key, certificate;
};

// Signs certificates for ten years; its key never leaves the studio's machine.
KeyAndCertificate make_authority(const std::string& studio);

// For these names and IP addresses, for a year: what phones accept at most.
KeyAndCertificate make_certificate(const KeyAndCertificate& authority, const std::vector<std::string>& names,
                                   const std::vector<std::string>& addresses);

// SHA-256 of the certificate, "AB:CD:…".
std::string fingerprint(const std::string& certificate);

// Is it good for all these for 30 more days, and signed by that authority?
bool still_good(const std::string& certificate, const std::string& authority, const std::vector<std::string>& names,
                const std::vector<std::string>& addresses);

}  // namespace tutti

#include "server/lan/certificates.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>
#include <memory>
#include <stdexcept>

namespace tutti {
namespace {

template <auto Free>
struct FreedBy {
    void operator()(auto* thing) const { Free(thing); }
};
using Key = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreedBy<X509_free>>;
using Bio = std::unique_ptr<BIO, FreedBy<BIO_free_all>>;
using Extension = std::unique_ptr<X509_EXTENSION, FreedBy<X509_EXTENSION_free>>;

constexpr long kDay = 24 * 60 * 60;
constexpr long kAuthorityDays = 3650, kDays = 365, kSpareDays = 30;

[[noreturn]] void fail(const char* what) {
    std::array<char, 256> why{};
    ERR_error_string_n(ERR_get_error(), why.data(), why.size());
    ERR_clear_error();
    throw std::runtime_error(std::string(what) + ": " + why.data());
}
void check(bool done, const char* what) {
    if (!done) fail(what);
}

template <class Write>
std::string pem(Write&& write) {
    const Bio bio(BIO_new(BIO_s_mem()));
    check(bio && write(bio.get()) == 1, "cannot write a certificate");
    char* text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}
Bio bio_of(const std::string& text) {
    return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}
Certificate certificate_of(const std::string& text) {
    return Certificate(PEM_read_bio_X509(bio_of(text).get(), nullptr, nullptr, nullptr));
}

void extend(X509* to, X509* issuer, int what, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, to, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str()));
    check(extension && X509_add_ext(to, extension.get(), -1) == 1, "cannot extend a certificate");
}

struct Made {
    Key key;
    Certificate certificate;
};

// Unsigned: with a key of its own, a number that nobody guesses, a name and an end.
Made begin(const std::string& common_name, long days) {
    Made made{Key(EVP_EC_gen("P-256")), Certificate(X509_new())};
    check(made.key && made.certificate, "cannot make a key");
    X509* x = made.certificate.get();
    std::array<unsigned char, 16> number{};
    check(RAND_bytes(number.data(), number.size()) == 1, "no random numbers");
    number[0] &= 0x7F;
    const std::unique_ptr<BIGNUM, FreedBy<BN_free>> serial(BN_bin2bn(number.data(), number.size(), nullptr));
    check(BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(x)) != nullptr, "cannot number a certificate");
    X509_set_version(x, X509_VERSION_3);
    X509_gmtime_adj(X509_getm_notBefore(x), -kDay);  // clocks of phones are not exact
    X509_gmtime_adj(X509_getm_notAfter(x), days * kDay);
    X509_set_pubkey(x, made.key.get());
    const auto* bytes = reinterpret_cast<const unsigned char*>(common_name.data());
    check(X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_UTF8, bytes,
                                     static_cast<int>(common_name.size()), -1, 0) == 1,
          "cannot name a certificate");
    return made;
}

KeyAndCertificate finish(const Made& made, EVP_PKEY* signer) {
    check(X509_sign(made.certificate.get(), signer, EVP_sha256()) > 0, "cannot sign a certificate");
    return {pem([&](BIO* to) {
                return PEM_write_bio_PrivateKey(to, made.key.get(), nullptr, nullptr, 0, nullptr, nullptr);
            }),
            pem([&](BIO* to) { return PEM_write_bio_X509(to, made.certificate.get()); })};
}

}  // namespace

KeyAndCertificate make_authority(const std::string& studio) {
    const Made made = begin(("Tutti: " + studio).substr(0, 64), kAuthorityDays);
    X509* x = made.certificate.get();
    X509_set_issuer_name(x, X509_get_subject_name(x));
    extend(x, x, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    extend(x, x, NID_key_usage, "critical,keyCertSign,cRLSign");
    extend(x, x, NID_subject_key_identifier, "hash");
    return finish(made, made.key.get());
}

KeyAndCertificate make_certificate(const KeyAndCertificate& authority, const std::vector<std::string>& names,
                                   const std::vector<std::string>& addresses) {
    const Certificate issuer = certificate_of(authority.certificate);
    const Key signer(PEM_read_bio_PrivateKey(bio_of(authority.key).get(), nullptr, nullptr, nullptr));
    check(issuer && signer, "the studio's authority cannot be read");
    const Made made = begin("tuttid", kDays);
    X509* x = made.certificate.get();
    X509_set_issuer_name(x, X509_get_subject_name(issuer.get()));
    extend(x, issuer.get(), NID_basic_constraints, "critical,CA:FALSE");
    extend(x, issuer.get(), NID_key_usage, "critical,digitalSignature");
    extend(x, issuer.get(), NID_ext_key_usage, "serverAuth");
    extend(x, issuer.get(), NID_authority_key_identifier, "keyid:always");
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "DNS:" : ",DNS:") + name;
    for (const std::string& address : addresses) all += (all.empty() ? "IP:" : ",IP:") + address;
    extend(x, issuer.get(), NID_subject_alt_name, all);
    return finish(made, signer.get());
}

std::string fingerprint(const std::string& text) {
    const Certificate certificate = certificate_of(text);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    check(certificate && X509_digest(certificate.get(), EVP_sha256(), digest.data(), &size) == 1,
          "this is no certificate");
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (unsigned i = 0; i < size; ++i) {
        if (i > 0) out += ':';
        out += digits[digest[i] >> 4];
        out += digits[digest[i] & 15];
    }
    return out;
}

bool still_good(const std::string& text, const std::string& authority, const std::vector<std::string>& names,
                const std::vector<std::string>& addresses) {
    const Certificate certificate = certificate_of(text), issuer = certificate_of(authority);
    if (!certificate || !issuer) {
        ERR_clear_error();
        return false;
    }
    std::time_t later = std::time(nullptr) + kSpareDays * kDay;
    bool good = X509_cmp_time(X509_get0_notAfter(certificate.get()), &later) > 0 &&
                X509_verify(certificate.get(), X509_get0_pubkey(issuer.get())) == 1;
    for (const std::string& name : names)
        good = good && X509_check_host(certificate.get(), name.data(), name.size(), 0, nullptr) == 1;
    for (const std::string& address : addresses)
        good = good && X509_check_ip_asc(certificate.get(), address.c_str(), 0) == 1;
    ERR_clear_error();
    return good;
}

}  // namespace tutti

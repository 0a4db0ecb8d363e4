#pragma once
// What a client takes a body as, from its Accept-Encoding header. Any thread.
#include <string_view>

namespace tutti {

// Whether gzip is welcome: named, or covered by *, and not with a weight of 0. A client that says nothing has to be
// taken for one that knows nothing.
bool takes_gzip(std::string_view accept_encoding);

}  // namespace tutti

#include "engine/mix/mailboxes.hpp"

namespace tutti {

MeterFrame::MeterFrame(const Layout& layout)
    : inputs(static_cast<std::size_t>(layout.sizes().inputs)),
      outputs(static_cast<std::size_t>(layout.sizes().outputs)),
      channels(static_cast<std::size_t>(layout.sizes().channels)),
      buses(static_cast<std::size_t>(layout.sizes().buses)),
      fx(static_cast<std::size_t>(layout.sizes().fx)),
      inserted(static_cast<std::size_t>(layout.sizes().fx)),
      matrices(static_cast<std::size_t>(layout.sizes().matrices)),
      monitors(static_cast<std::size_t>(layout.sizes().monitors)) {}

}  // namespace tutti

#include "engine/console/mix_frame.hpp"

namespace tutti {

MixFrame::MixFrame(const Layout& layout, double sample_rate)
    : channel_count(layout.sizes().channels),
      bus_count(layout.sizes().buses),
      fx_count(layout.sizes().fx),
      matrix_count(layout.sizes().matrices),
      monitor_count(layout.sizes().monitors),
      output_count(layout.sizes().outputs),
      talkback_count(layout.sizes().talkbacks),
      stride((layout.sizes().buses + 15) / 16 * 16),
      matrix_stride((layout.sizes().matrices + 15) / 16 * 16),
      rate(sample_rate),
      channels(static_cast<std::size_t>(channel_count)),
      buses(static_cast<std::size_t>(bus_count)),
      fx(static_cast<std::size_t>(fx_count)),
      matrices(static_cast<std::size_t>(matrix_count)),
      monitors(static_cast<std::size_t>(monitor_count)),
      outputs(static_cast<std::size_t>(output_count)),
      talkbacks(static_cast<std::size_t>(talkback_count)) {
    const auto row_count = static_cast<std::size_t>(rows());
    const std::size_t sends = row_count * static_cast<std::size_t>(stride);
    const std::size_t solos = row_count * static_cast<std::size_t>(monitor_count);
    send_left.resize(sends);
    send_right.resize(sends);
    send_tap.resize(sends);
    matrix_left.resize(matrix_feed(matrix_row(0)));
    matrix_right.resize(matrix_feed(matrix_row(0)));
    main_left.resize(row_count);
    main_right.resize(row_count);
    solo_left.resize(solos);
    solo_right.resize(solos);
    solo_tap.resize(solos);
    listen_left.resize(solos * kKeyPoints);
    listen_right.resize(solos * kKeyPoints);
    talk_left.resize(static_cast<std::size_t>(talkback_count * stride));
    talk_right.resize(static_cast<std::size_t>(talkback_count * stride));
    talk_monitor.resize(static_cast<std::size_t>(talkback_count * monitor_count));
    oscillator_left.resize(static_cast<std::size_t>(stride));
    oscillator_right.resize(static_cast<std::size_t>(stride));
    stamps.resize(static_cast<std::size_t>(strips()));
    processor_stamps.resize(channels.size());
}

}  // namespace tutti

// The same Processor without a clock: stems in, sound file out, as fast as the machine can. For `tuttid --render`,
// tests and benchmarks; blocks the caller until it is done. The same processor, stems and length give the same bytes.
#pragma once

#include "engine/device/device.hpp"

namespace tutti {

// Writes `seconds` of sound to a 32-bit float WAV with one channel for each output (RF64 where WAV ends at 4 GB). It is
// written aside (NAME.part) and renamed, so there is never half a file under its name. Throws DeviceError. The facts
// carry the stems' warnings.
DeviceFacts render(Processor& processor, const DeviceRequest& request, double seconds,
                   const std::filesystem::path& wav);

}  // namespace tutti

// Sixteen gains that start to move, and move on: the arithmetic of glide.hpp.

static LaneBits move(GlideLanes& g, const Lanes& to, LaneBits lanes, float length) {
    constexpr float kFar = 8;  // unhurried()
    const V inverse = splat(1 / length);
    unsigned far = 0, moved = 0;
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        const V gain = load(to.at + lane), aim = choose(finite(gain), gain, splat(0));
        const V target = load(g.target + lane), left = load(g.left + lane), b = load(g.b + lane);
        I here = mask_from(lanes >> lane) & (aim != target);
        if (g.straight) {
            const V away = target + left * b - aim;
            store(g.b + lane, choose(here, away * inverse, b));
        } else {
            const V c = load(g.c + lane);
            const V away = target + left * left * (b + c * left) - aim;
            const V slope = -(2.0F * b * left + 3.0F * c * left * left) * length;
            const I apart = here & (magnitude(away) > splat(kFar));
            far |= bits_of(apart) << lane;
            here &= ~apart;
            store(g.b + lane, choose(here, (3.0F * away + slope) * inverse * inverse, b));
            store(g.c + lane, choose(here, -(slope + 2.0F * away) * inverse * inverse * inverse, c));
        }
        store(g.target + lane, choose(here, aim, target));
        store(g.left + lane, choose(here, splat(length), left));
        moved |= bits_of(here) << lane;
    }
    g.moving = static_cast<LaneBits>(g.moving | moved);
    return static_cast<LaneBits>(far);
}

static LaneBits pass(GlideLanes& g, LaneBits lanes, float frames) {
    unsigned moving = 0, sounds = 0;
    for (int lane = 0; lane < kLanes; lane += kWidth) {
        const V before = load(g.left + lane);
        const V left = choose(mask_from(lanes >> lane), not_below_zero(before - frames), before);
        const I on = left > splat(0);
        store(g.left + lane, left);
        store(g.b + lane, choose(on, load(g.b + lane), splat(0)));
        store(g.c + lane, choose(on, load(g.c + lane), splat(0)));
        moving |= bits_of(on) << lane;
        sounds |= bits_of(on | (load(g.target + lane) != splat(0))) << lane;
    }
    g.moving = static_cast<LaneBits>(moving);
    return static_cast<LaneBits>(sounds);
}

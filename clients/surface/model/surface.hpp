#pragma once
// A control surface of one or more units, as a machine without wires: hands and news from the desk go in, requests to
// the desk and faces of units come out. It knows layers, banks, pages, flip, and who has a finger where. Time comes
// from outside, in seconds. One thread.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "clients/remote/meters.hpp"
#include "clients/surface/model/actions.hpp"
#include "clients/surface/model/faders.hpp"
#include "clients/surface/model/pages.hpp"

namespace tutti::surface {

struct SurfacePlan {
    std::vector<Profile> units;         // from the left
    KeyWords keys = {};                 // what the configuration says, over what the profiles and usual_keys() say
    std::string user = {};              // whose selection and sends on faders are followed; empty: the surface's own
    bool follow = true;                 // false: a selection and sends on faders of this surface's own
    int monitor = 0;                    // where solos go; 0: where the user sits, else the first
    std::vector<std::string> own = {};  // strips of the layer "own"
};

class Surface {
public:
    explicit Surface(SurfacePlan setup);  // throws ConfigError where a key's words are wrong
    Surface(const Surface&) = delete;
    Surface& operator=(const Surface&) = delete;

    // Hands.
    void event(std::size_t unit, const Event& event, double now);
    void unplugged(std::size_t unit, double now);  // nobody touches it any more

    // The desk. settling: values are coming, all of them if anew.
    void settling(bool anew);
    void joined();
    void lost();
    void told(const std::string& address, const remote::Value& value);
    void metered(const remote::MeterFrame& frame);

    // What follows from all that, at this time: first this, then the questions below.
    void turn(double now);
    bool has_news() const { return news_; }  // something was told since the last turn()
    std::optional<double> due() const;       // when to turn again without any news
    std::vector<remote::Message> requests() { return requests_.take(); }
    const std::vector<std::string>& patterns() const { return patterns_; }  // to be subscribed
    bool shows(const std::string& address) const { return desk_.known(address); }
    const std::vector<std::string>& meters() const { return meters_; }  // to be metered
    const Face& face(std::size_t unit) const { return units_[unit].face; }
    // Faders of the last turn() that are to be told anew, as bits.
    unsigned again(std::size_t unit) const { return units_[unit].again; }
    MeterRow levels(std::size_t unit) const;

private:
    static constexpr double kShowFor = 1.2, kTwice = 0.5, kTalkSign = 0.5;

    struct Unit {
        Profile profile;
        std::size_t first = 0;  // place of its first strip
        std::map<int, Action> actions;
        Face face;
        unsigned again = 0;
    };
    struct Place {  // one strip of the surface: where it is, what it shows
        std::size_t unit = 0;
        int n = 0;
        std::string strip, mute, solo;
        Knob knob;
        std::string shown;  // value on the display
        double shown_until = 0, turned_at = -1e9;
        bool dirty = true;
    };
    struct Key {
        std::size_t unit = 0;
        int note = -1;
        double at = -1e9;
    };
    struct Talk {
        std::size_t unit = 0;
        int note = 0;
        double sign_at = 0;
    };

    // surface.cpp
    void turned(Place& place, int ticks, double now);
    void show(Place& place, const std::string& address, double now);
    std::size_t fader_index(std::size_t unit, int n) const { return unit * kFaders + static_cast<std::size_t>(n); }
    void talk_signs(double now);

    // key_actions.cpp
    void key(std::size_t unit, int note, bool down, double now);
    void strip_key(std::size_t unit, int note, double now);
    void carry_out(const Action& action, const Key& key, double now);
    void flip();
    void talk(int talkback, const Key& key, double now);
    void end_talk(std::size_t unit, int note);
    void choose_page(Page page);
    void set(const std::string& address, remote::Value value);
    void turn_over(const std::string& address) { set(address, !desk_.flag(address)); }
    int strips() const { return static_cast<int>(places_.size()); }

    // arrange.cpp
    void arrange();
    void arrange_patterns();
    void arrange_meters();
    int find_user() const;
    int followed() const { return setup_.follow ? user_ : 0; }  // whose selection is ours; 0: nobody's
    int monitor() const;
    int flip_bus() const;
    std::string selected() const;

    // view.cpp
    void render(double now);
    void render_place(Place& place, double now);
    void render_keys(Unit& unit);
    void render_motors(double now);
    void render_no_desk();
    Lamp key_lamp(const Action& action) const;

    std::vector<Unit> units_;
    SurfacePlan setup_;
    Mirror desk_;
    Requests requests_;
    Faders faders_;
    std::vector<Place> places_;
    std::map<std::string, std::vector<std::size_t>, std::less<>> by_strip_;
    std::map<std::string, float> levels_;

    bool joined_ = false, arrange_due_ = true, keys_dirty_ = true, news_ = true;
    Layer layer_ = Layer::channels;
    std::array<int, std::size(kLayerWords)> offsets_ = {};
    Page page_ = Page::pan;
    std::size_t knob_block_ = 0, knob_count_ = 0;
    std::string own_selection_ = "none", own_flip_ = "none";  // where there is no user
    int user_ = 0, last_bus_ = 1;
    bool shift_ = false;
    Key pressed_once_;
    std::map<int, Talk> talking_;
    std::vector<std::string> patterns_, meters_;
};

}  // namespace tutti::surface

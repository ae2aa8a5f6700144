package app

import (
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// accountChanged is the code of the notice about it.
const accountChanged desk.Code = "account_changed"

// account takes in what the administration made of this agent's account. It
// holds at once: a channel that was taken away is gone, and what is open on it
// stays open.
func (d *Desktop) account(a wire.AgentWelcome, now desk.Millis) {
	before, name := d.s.channels, d.s.session.Name
	imposed := d.s.imposed()
	d.s.introduce(a)
	d.saveSession(a)
	for ch := range d.s.choosing {
		if !d.s.granted(ch) {
			delete(d.s.choosing, ch)
		}
	}
	if news := accountNews(before, a.Channels, name, a.Name); news != nil {
		// What was said of it before may hold no more.
		d.s.unsay(accountChanged)
		d.s.notice(accountChanged, news, now)
	}
	d.setAway(imposed, now)
}

// setAway disturbs an agent whom the desk has just made unavailable: they were
// not looking.
func (d *Desktop) setAway(before desk.Imposition, now desk.Millis) {
	if before == "" && d.s.imposed() != "" && d.opened {
		d.herald.give(attend(moment{language: d.s.language, what: away, doNotDisturb: d.s.session.DoNotDisturb}))
	}
}

// accountNews is what changed; nil where nothing shows.
func accountNews(before, after []wire.ChannelInfo, was, is string) sentence {
	of := func(list []wire.ChannelInfo, ch desk.Channel) (wire.ChannelInfo, bool) {
		i := slices.IndexFunc(list, func(c wire.ChannelInfo) bool { return c.Channel == ch })
		if i < 0 {
			return wire.ChannelInfo{}, false
		}
		return list[i], true
	}
	var news []sentence
	for _, ch := range desk.Channels {
		old, had := of(before, ch)
		now, has := of(after, ch)
		switch {
		case had && !has:
			news = append(news, func(l language) string { return l.say("%s was taken away.", l.say(channelNames[ch])) })
		case has && !had:
			news = append(news, func(l language) string { return l.say("%s was added.", l.say(channelNames[ch])) })
		case old.Slots != now.Slots:
			news = append(news, func(l language) string {
				return l.say("%s now has %s.", l.say(channelNames[ch]), l.count(now.Slots, "1 slot", "%d slots"))
			})
		}
	}
	if was != is {
		news = append(news, said("Your name is now %s.", is))
	}
	if len(news) == 0 {
		return nil
	}
	return func(l language) string {
		var words []string
		for _, one := range news {
			words = append(words, one(l))
		}
		return l.say("Your account was changed. %s", strings.Join(words, " "))
	}
}

var channelNames = map[desk.Channel]string{
	desk.Chat: "Chat", desk.Call: "Call", desk.Video: "Video", desk.Messaging: "Messaging", desk.InApp: "In-app chat",
}

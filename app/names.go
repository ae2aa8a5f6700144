package app

import (
	"hash/fnv"

	"github.com/parley-desk/parley/backend/desk"
)

// madeUpName calls a visitor without a name something that can be said aloud and
// stays theirs: the same id gives the same name on every desktop. It is no
// identity, two visitors can share one. The lists are part of that promise:
// changing a word or the order renames people.
func madeUpName(id desk.VisitorID) string {
	h := fnv.New64a()
	h.Write([]byte(id))
	n := h.Sum64()
	return qualities[n%uint64(len(qualities))] + " " + animals[n/uint64(len(qualities))%uint64(len(animals))]
}

var qualities = [...]string{
	"Agile", "Amber", "Ancient", "Ardent", "Azure", "Brave", "Bright", "Brisk",
	"Bronze", "Calm", "Candid", "Cheerful", "Clever", "Coral", "Crimson", "Curious",
	"Daring", "Dawn", "Eager", "Early", "Earnest", "Emerald", "Fleet", "Fond",
	"Frank", "Gentle", "Gleaming", "Golden", "Graceful", "Hardy", "Hazel", "Honest",
	"Indigo", "Ivory", "Jade", "Jolly", "Keen", "Kind", "Lively", "Lucky",
	"Lunar", "Mellow", "Merry", "Mild", "Misty", "Nimble", "Noble", "Northern",
	"Opal", "Patient", "Pearl", "Placid", "Polite", "Proud", "Quick", "Quiet",
	"Rapid", "Rosy", "Ruby", "Sandy", "Scarlet", "Serene", "Silver", "Sincere",
	"Snowy", "Solar", "Southern", "Spry", "Steady", "Still", "Stout", "Sunny",
	"Swift", "Tidy", "Tranquil", "Trusty", "Velvet", "Vivid", "Warm", "Witty",
}

var animals = [...]string{
	"Badger", "Beaver", "Bison", "Bittern", "Buzzard", "Caribou", "Chamois", "Cormorant",
	"Crane", "Cricket", "Curlew", "Deer", "Dolphin", "Dormouse", "Dove", "Egret",
	"Eider", "Elk", "Falcon", "Ferret", "Finch", "Firefly", "Fox", "Gannet",
	"Gazelle", "Gecko", "Goldfinch", "Grebe", "Grouse", "Gull", "Hare", "Harrier",
	"Hawk", "Hedgehog", "Heron", "Hoopoe", "Ibex", "Ibis", "Jackdaw", "Jay",
	"Kestrel", "Kingfisher", "Kite", "Lapwing", "Lark", "Lemur", "Linnet", "Lynx",
	"Magpie", "Marten", "Merlin", "Moose", "Moth", "Newt", "Nightjar", "Nuthatch",
	"Oriole", "Osprey", "Otter", "Owl", "Panda", "Partridge", "Pelican", "Petrel",
	"Pheasant", "Pika", "Plover", "Puffin", "Quail", "Raven", "Redstart", "Robin",
	"Salmon", "Seal", "Siskin", "Snipe", "Sparrow", "Squirrel", "Starling", "Stork",
	"Swallow", "Swan", "Swift", "Teal", "Tern", "Thrush", "Tortoise", "Trout",
	"Turtle", "Vole", "Wagtail", "Warbler", "Waxwing", "Whale", "Wren", "Yak",
}

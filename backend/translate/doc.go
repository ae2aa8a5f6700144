// Package translate has texts translated by a service beside this server: one that
// speaks LibreTranslate's protocol, or DeepL. It is apart because what is asked
// there leaves the house, and so that no other package learns how.
//
// Nothing is asked there but by an agent who turned translation on in a
// conversation of theirs: of the visitor the service learns the words to be
// translated, and no name, address or id beside them. Without a service there is
// none of it.
//
// The address is the operator's, not a visitor's, and may be within the house. It
// is https, or this very machine; plain http to another machine is for the operator
// to allow. A key goes in the body or a header, never in an address, and into no
// error. Redirects are not followed: they would carry key and words to wherever the
// answer says. An answer has five seconds and a bounded length.
package translate

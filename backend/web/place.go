package web

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// behindProxy in a request's context says that a proxy of ours passed it on, so
// that the last address it names is true.
type behindProxy struct{}

// addressOf is where a request came from.
func addressOf(ctx context.Context, remote, forwarded string) string {
	if trusted, _ := ctx.Value(behindProxy{}).(bool); trusted {
		if hops := strings.Split(forwarded, ","); hops[len(hops)-1] != "" {
			return strings.TrimSpace(hops[len(hops)-1])
		}
	}
	return remote
}

// network is what counts as one place: an address, or the half of an IPv6 address
// that one household has.
func network(address string) string {
	if host, _, err := net.SplitHostPort(address); err == nil {
		address = host
	}
	ip, err := netip.ParseAddr(address)
	if err != nil || ip.Unmap().Is4() {
		return address
	}
	prefix, _ := ip.Prefix(64)
	return prefix.String()
}

// placeOf is the place whose visitors are counted together. This very machine is
// none: who comes from it is a proxy that we were not told of, and stands for
// everybody behind it, or somebody who tries the server out.
func placeOf(r *http.Request) string {
	return countedPlace(addressOf(r.Context(), r.RemoteAddr, r.Header.Get("X-Forwarded-For")))
}

func countedPlace(address string) string {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	if ip, err := netip.ParseAddr(host); err == nil && ip.Unmap().IsLoopback() {
		return ""
	}
	return network(address)
}

package auth

import (
	"net/url"
	"strings"
)

// OriginAllowed tells whether an Origin header names one of the sites. A site is
// an exact origin such as "https://www.acme.test"; with ":*" for the port it
// stands for every port of that host.
func OriginAllowed(origin string, sites []string) bool {
	u, err := url.Parse(origin)
	if err != nil || u.Scheme == "" || u.Host == "" || u.Path != "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return false
	}
	for _, site := range sites {
		if strings.EqualFold(origin, site) {
			return true
		}
		if host, any := strings.CutSuffix(site, ":*"); any && strings.EqualFold(u.Scheme+"://"+hostname(u), host) {
			return true
		}
	}
	return false
}

func hostname(u *url.URL) string {
	if h := u.Hostname(); !strings.Contains(h, ":") {
		return h
	}
	return "[" + u.Hostname() + "]"
}

package tocsin

import (
	"net"
	"net/url"
	"slices"
	"strings"
)

// CanonicalURL returns the form in which two addresses of the same page are equal: scheme and host in
// lower case, no default port, no fragment, no parameters that only track the reader (utm_… and the
// like), the rest sorted, and no lone slash at the end. What is not a http or https address comes back
// trimmed and otherwise as it is.
func CanonicalURL(address string) string {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" {
		return address
	}
	u.Host = canonicalHost(u)
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	u.RawQuery = canonicalQuery(u.RawQuery)
	u.ForceQuery = false
	if u.Path == "/" {
		u.Path, u.RawPath = "", ""
	}
	return u.String()
}

// Host returns the host of an address without "www.", in lower case, or "".
func Host(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.TrimSuffix(strings.ToLower(u.Hostname()), "."), "www.")
}

func canonicalHost(u *url.URL) string {
	host, port := strings.TrimSuffix(strings.ToLower(u.Hostname()), "."), u.Port()
	if port == "" || u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		if strings.Contains(host, ":") { // an IPv6 address
			return "[" + host + "]"
		}
		return host
	}
	return net.JoinHostPort(host, port)
}

// trackers are query parameters that say how the reader came, never which page is meant.
var trackers = []string{"fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "cmpid", "ref_src"}

// canonicalQuery drops trackers and sorts what is left. Pairs are compared as written: decoding and
// encoding again would change addresses that servers tell apart.
func canonicalQuery(raw string) string {
	if raw == "" {
		return ""
	}
	pairs := slices.DeleteFunc(strings.Split(raw, "&"), func(pair string) bool {
		key, _, _ := strings.Cut(strings.ToLower(pair), "=")
		return key == "" || strings.HasPrefix(key, "utm_") || slices.Contains(trackers, key)
	})
	slices.Sort(pairs)
	return strings.Join(pairs, "&")
}

package tocsin

import "testing"

func TestCanonicalURL(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"https://News.Example/a", "https://news.example/a"},
		{" HTTPS://news.example:443/a#top ", "https://news.example/a"},
		{"http://news.example:80/", "http://news.example"},
		{"http://news.example:8080/a", "http://news.example:8080/a"},
		{"https://news.example/a?utm_source=x&id=7&fbclid=q", "https://news.example/a?id=7"},
		{"https://news.example/a?b=2&a=1", "https://news.example/a?a=1&b=2"},
		{"https://news.example/a?utm_medium=mail", "https://news.example/a"},
		{"https://user:word@news.example./a/", "https://news.example/a/"},
		{"http://[2001:DB8::1]:80/x", "http://[2001:db8::1]/x"},
		{"https://news.example/%D0%B0?q=%2F", "https://news.example/%D0%B0?q=%2F"},
		{"file:///a/b", "file:///a/b"},
		{"not an address", "not an address"},
		{"", ""},
	} {
		got := CanonicalURL(c.in)
		if got != c.want {
			t.Errorf("CanonicalURL(%q) = %q, want %q", c.in, got, c.want)
		}
		if again := CanonicalURL(got); again != got {
			t.Errorf("CanonicalURL is not settled: %q then %q", got, again)
		}
	}
}

func TestHost(t *testing.T) {
	for in, want := range map[string]string{
		"https://www.News.Example:443/a": "news.example",
		"http://kareth.example/":         "kareth.example",
		"kareth":                         "",
		"":                               "",
		"https://%zz/":                   "",
	} {
		if got := Host(in); got != want {
			t.Errorf("Host(%q) = %q, want %q", in, got, want)
		}
	}
}

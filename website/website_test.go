package website_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/website"
)

func text(s string) *string { return &s }

// docs is a request for a key of www.example.com.
func request(key string) website.Request {
	return website.Request{Protocol: "http", Host: "www.example.com", Path: (&url.URL{Path: "/" + key}).EscapedPath(), Key: key}
}

// TestRoute has the examples of the page, and their kind. S3 User Guide: Configuring a webpage
// redirect.
func TestRoute(t *testing.T) {
	for _, c := range []struct {
		name   string
		rule   website.Rule
		key    string
		status int
		want   string // "" for none
	}{
		{"after renaming a prefix", website.Rule{Prefix: "docs/", Redirect: website.Redirect{ReplaceKeyPrefixWith: text("documents/")}},
			"docs/a b.html", 404, "301 http://www.example.com/documents/a%20b.html"},
		{"another prefix", website.Rule{Prefix: "docs/", Redirect: website.Redirect{ReplaceKeyPrefixWith: text("documents/")}},
			"doc/a.html", 404, ""},
		{"deleted folder to a page", website.Rule{Prefix: "images/", Redirect: website.Redirect{ReplaceKeyWith: text("folderdeleted.html")}},
			"images/x.png", 200, "301 http://www.example.com/folderdeleted.html"},
		{"error to another host", website.Rule{Status: 404, Redirect: website.Redirect{Host: "ec2.example.com", ReplaceKeyPrefixWith: text("report-404/")}},
			"ExamplePage.html", 404, "301 http://ec2.example.com/report-404/ExamplePage.html"},
		{"another error", website.Rule{Status: 404, Redirect: website.Redirect{Host: "ec2.example.com"}}, "x", 403, ""},
		{"no error", website.Rule{Status: 404, Redirect: website.Redirect{Host: "ec2.example.com"}}, "x", 200, ""},
		{"both conditions", website.Rule{Prefix: "a/", Status: 403, Redirect: website.Redirect{Host: "h"}}, "a/b", 403, "301 http://h/a/b"},
		{"one of two", website.Rule{Prefix: "a/", Status: 403, Redirect: website.Redirect{Host: "h"}}, "b", 403, ""},
		{"protocol and status", website.Rule{Redirect: website.Redirect{Protocol: "https", Status: 307}}, "a", 200, "307 https://www.example.com/a"},
		{"prefix taken away", website.Rule{Prefix: "v1/", Redirect: website.Redirect{ReplaceKeyPrefixWith: text("")}}, "v1/a", 200, "301 http://www.example.com/a"},
		{"root", website.Rule{Redirect: website.Redirect{Host: "h"}}, "", 200, "301 http://h/"},
	} {
		config := website.Config{Index: "index.html", Rules: []website.Rule{c.rule}}
		if err := config.Validate(); err != nil {
			t.Errorf("%s: Validate: %v", c.name, err)
		}
		got, ok := config.Route(request(c.key), c.status)
		if text := fmt.Sprint(got.Status, " ", got.URL); ok != (c.want != "") || ok && text != c.want {
			t.Errorf("%s: Route(%q, %d) = %s, %v; want %q", c.name, c.key, c.status, text, ok, c.want)
		}
	}
}

// TestQuery: a redirect keeps the query, but for one that replaces the whole key.
func TestQuery(t *testing.T) {
	r := request("a")
	r.Query = "?x=1&y"
	for _, c := range []struct {
		config website.Config
		want   string
	}{
		{website.Config{Rules: []website.Rule{{Redirect: website.Redirect{Host: "h"}}}}, "http://h/a?x=1&y"},
		{website.Config{Rules: []website.Rule{{Redirect: website.Redirect{ReplaceKeyPrefixWith: text("p/")}}}}, "http://www.example.com/p/a?x=1&y"},
		{website.Config{Rules: []website.Rule{{Redirect: website.Redirect{ReplaceKeyWith: text("k")}}}}, "http://www.example.com/k"},
	} {
		if got, _ := c.config.Route(r, 200); got.URL != c.want {
			t.Errorf("Route with a query = %q, want %q", got.URL, c.want)
		}
	}
	all := website.Config{RedirectAll: &website.Host{Name: "example.net"}}
	if got, ok := all.All(r); !ok || got != (website.Location{Status: 301, URL: "http://example.net/a?x=1&y"}) {
		t.Errorf("All = %v, %v; want the path and the query of the request", got, ok)
	}
}

func TestObject(t *testing.T) {
	c := website.Config{Index: "index.html"}
	for key, want := range map[string]string{"": "index.html", "a/": "a/index.html", "a": "a", "a/b": "a/b", "/": "/index.html"} {
		if got := c.Object(key); got != want {
			t.Errorf("Object(%q) = %q, want %q", key, got, want)
		}
	}
	if got := website.Slash("a b%c+d"); got != (website.Location{Status: 302, URL: "/a b%25c+d/"}) {
		t.Errorf("Slash = %v, want the key as it is but for the percent sign", got)
	}
}

func TestValidate(t *testing.T) {
	index := website.Config{Index: "i"}
	with := func(r website.Rule) website.Config {
		c := index
		c.Rules = []website.Rule{r}
		return c
	}
	host := website.Redirect{Host: "h"}
	many := index
	many.Rules = make([]website.Rule, 51)
	for i, c := range []website.Config{
		{}, {Index: "a/b"}, {RedirectAll: &website.Host{}}, {RedirectAll: &website.Host{Name: "h"}, Index: "i"},
		{RedirectAll: &website.Host{Name: "h", Protocol: "ftp"}}, many,
		with(website.Rule{}), with(website.Rule{Status: 200, Redirect: host}), with(website.Rule{Status: 600, Redirect: host}),
		with(website.Rule{Redirect: website.Redirect{Status: 200}}), with(website.Rule{Redirect: website.Redirect{Status: 300}}),
		with(website.Rule{Redirect: website.Redirect{Protocol: "HTTP"}}),
		with(website.Rule{Redirect: website.Redirect{ReplaceKeyWith: text("a"), ReplaceKeyPrefixWith: text("b")}}),
	} {
		if err := c.Validate(); err == nil || !strings.HasPrefix(err.Error(), "website: ") {
			t.Errorf("%d: Validate(%+v) = %v, want an error", i, c, err)
		}
	}
	for i, c := range []website.Config{index, {RedirectAll: &website.Host{Name: "h", Protocol: "https"}}, with(website.Rule{Redirect: host, Status: 404})} {
		if err := c.Validate(); err != nil {
			t.Errorf("%d: Validate(%+v) = %v, want none", i, c, err)
		}
	}
}

// TestRouteLaw: a redirect of a prefix goes to a URL whose path is that of the new key, whatever
// the key is, and the first rule that fits counts.
func TestRouteLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		prefix, rest, with := rapid.String().Draw(t, "prefix"), rapid.String().Draw(t, "rest"), rapid.String().Draw(t, "with")
		first := website.Rule{Prefix: prefix, Redirect: website.Redirect{ReplaceKeyPrefixWith: &with}}
		c := website.Config{Rules: []website.Rule{first, {Redirect: website.Redirect{Host: "second"}}}}
		l, ok := c.Route(request(prefix+rest), 404)
		u, err := url.Parse(l.URL)
		if !ok || err != nil || u.Host != "www.example.com" || u.Path != "/"+with+rest || u.RawQuery != "" {
			t.Fatalf("Route(%q) = %+v, %v: %v; want the key %q", prefix+rest, l, ok, err, with+rest)
		}
	})
}

// A folder's page is its index document.
func ExampleConfig_Object() {
	c := website.Config{Index: "index.html"}
	fmt.Println(c.Object("docs/"))
	// Output: docs/index.html
}

// A rule sends those who ask for a folder that was renamed to its new name.
func ExampleConfig_Route() {
	name := "documents/"
	c := website.Config{Index: "index.html", Rules: []website.Rule{
		{Prefix: "docs/", Redirect: website.Redirect{ReplaceKeyPrefixWith: &name}},
	}}
	r := website.Request{Protocol: "http", Host: "www.example.com", Path: "/docs/a.html", Key: "docs/a.html"}
	fmt.Println(c.Route(r, 404))
	fmt.Println(website.IsFolder("docs/"), website.Slash("docs"))
	// Output:
	// {301 http://www.example.com/documents/a.html} true
	// true {302 /docs/}
}

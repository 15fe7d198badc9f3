// Package website says what the website configuration of a bucket makes of a request at a
// website endpoint: which object it means, and where it is redirected. Values in, a decision
// out; it reads nothing and knows no HTTP but numbers of statuses.
//
// # What is not known
//
// S3 User Guide: Hosting a static website. Routing rules are asked in their order once the
// outcome of the read is known, so that the first one that fits counts. A prefix is compared
// with the decoded key, and what a redirect keeps of a key is encoded again.
package website

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// A Config is the website configuration of a bucket. It either redirects all requests, or has an
// index document. S3 PutBucketWebsite: WebsiteConfiguration.
type Config struct {
	// RedirectAll redirects every request to another host, or is nil.
	RedirectAll *Host

	// Index is what a key that is empty or ends with a slash is completed with, such as
	// "index.html". It has no slash.
	Index string

	// Error is the key of the object that is sent with an error of 4xx, or "".
	Error string

	// Rules redirect requests. The first that fits counts.
	Rules []Rule
}

// A Host is where all requests are redirected.
type Host struct {
	// Name is the host, perhaps with a port and the beginning of a path.
	Name string

	// Protocol is "http", "https" or, for that of the request, "".
	Protocol string
}

// A Rule is a routing rule. S3 PutBucketWebsite: RoutingRule.
type Rule struct {
	// Prefix is what a key has to begin with. "" fits every key.
	Prefix string

	// Status is the status that a request has to end with. 0 fits every status.
	Status int

	// Redirect is where the request is sent.
	Redirect Redirect
}

// A Redirect is where a rule sends a request. A field that is not set keeps what the request has.
type Redirect struct {
	// Host is a name, perhaps with a port.
	Host string

	// Protocol is "http" or "https".
	Protocol string

	// Status is from 300 to 399, or 0 for 301.
	Status int

	// ReplaceKeyWith is the key in place of the whole key, and ReplaceKeyPrefixWith is the
	// text in place of the prefix of the rule. At most one is set.
	ReplaceKeyWith, ReplaceKeyPrefixWith *string
}

// Validate returns why c is no configuration, or nil. S3 PutBucketWebsite: Request Syntax.
func (c *Config) Validate() error {
	if c.RedirectAll != nil {
		if c.Index != "" || c.Error != "" || len(c.Rules) > 0 {
			return errors.New("website: RedirectAllRequestsTo stands alone")
		}
		if c.RedirectAll.Name == "" {
			return errors.New("website: RedirectAllRequestsTo has no HostName")
		}
		if err := checkProtocol(c.RedirectAll.Protocol); err != nil {
			return fmt.Errorf("website: RedirectAllRequestsTo: %w", err)
		}
		return nil
	}
	if c.Index == "" || strings.Contains(c.Index, "/") {
		return fmt.Errorf("website: the suffix %q of the index document is empty or has a slash", c.Index)
	}
	if len(c.Rules) > 50 {
		return fmt.Errorf("website: %d routing rules, of 50 that are allowed", len(c.Rules))
	}
	for i, r := range c.Rules {
		if err := r.validate(); err != nil {
			return fmt.Errorf("website: rule %d: %w", i, err)
		}
	}
	return nil
}

func (r *Rule) validate() error {
	to := &r.Redirect
	switch {
	case r.Status != 0 && (r.Status < 400 || r.Status > 599):
		return fmt.Errorf("HttpErrorCodeReturnedEquals is %d, and no error", r.Status)
	case to.Status != 0 && (to.Status < 301 || to.Status > 399):
		return fmt.Errorf("HttpRedirectCode is %d, and no redirection", to.Status)
	case to.ReplaceKeyWith != nil && to.ReplaceKeyPrefixWith != nil:
		return errors.New("ReplaceKeyWith and ReplaceKeyPrefixWith exclude each other")
	case *to == Redirect{}:
		return errors.New("the redirect is empty")
	}
	return checkProtocol(to.Protocol)
}

func checkProtocol(p string) error {
	if p != "" && p != "http" && p != "https" {
		return fmt.Errorf("the protocol is %q, and neither http nor https", p)
	}
	return nil
}

// A Request is what of a request decides.
type Request struct {
	Protocol string // "http" or "https"
	Host     string // as sent
	Path     string // as sent, encoded, with its slash
	Query    string // as sent, with its question mark, or ""
	Key      string // the path, decoded, without its slash
}

// A Location is a redirection.
type Location struct {
	Status int
	URL    string
}

// All returns where every request is redirected, if that is so.
func (c *Config) All(r Request) (Location, bool) {
	if c.RedirectAll == nil {
		return Location{}, false
	}
	protocol := c.RedirectAll.Protocol
	if protocol == "" {
		protocol = r.Protocol
	}
	return Location{http.StatusMovedPermanently, protocol + "://" + c.RedirectAll.Name + r.Path + r.Query}, true
}

// IsFolder reports whether a key means an index document: the empty one, and one that ends with
// a slash.
func IsFolder(key string) bool { return key == "" || strings.HasSuffix(key, "/") }

// Object returns the key of the object that a request for a key means. S3 User Guide:
// Configuring an index document.
func (c *Config) Object(key string) string {
	if IsFolder(key) {
		return key + c.Index
	}
	return key
}

// Slash returns where a request for a folder without its slash is redirected, if it has an index
// document. The key stands in it as it is, but for percent signs.
func Slash(key string) Location {
	return Location{http.StatusFound, "/" + strings.ReplaceAll(key, "%", "%25") + "/"}
}

// Route returns where the first rule that fits redirects a request whose read ended with a
// status. S3 User Guide: Configuring a webpage redirect.
func (c *Config) Route(r Request, status int) (Location, bool) {
	for i := range c.Rules {
		rule := &c.Rules[i]
		if strings.HasPrefix(r.Key, rule.Prefix) && (rule.Status == 0 || rule.Status == status) {
			return rule.location(r), true
		}
	}
	return Location{}, false
}

// location returns where r redirects a request. The query is kept unless the whole key is
// replaced.
func (r *Rule) location(q Request) Location {
	to := &r.Redirect
	l := Location{Status: to.Status}
	if l.Status == 0 {
		l.Status = http.StatusMovedPermanently
	}
	protocol, host := to.Protocol, to.Host
	if protocol == "" {
		protocol = q.Protocol
	}
	if host == "" {
		host = q.Host
	}
	path := q.Path + q.Query
	switch {
	case to.ReplaceKeyWith != nil:
		path = encode(*to.ReplaceKeyWith)
	case to.ReplaceKeyPrefixWith != nil:
		path = encode(*to.ReplaceKeyPrefixWith+strings.TrimPrefix(q.Key, r.Prefix)) + q.Query
	}
	l.URL = protocol + "://" + host + path
	return l
}

// encode returns the path of a key.
func encode(key string) string {
	return (&url.URL{Path: "/" + key}).EscapedPath()
}

package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strings"

	"github.com/s3get/s3get/getobject/getobjecttest"
)

// A server is where requests are sent.
type server struct {
	name   string // as it is printed and recorded
	target getobjecttest.Target
	domain string // what follows the bucket in Host, or "" where the bucket is in the path
	region string
}

var regionName = regexp.MustCompile(`\A[a-z]{2,}(?:-[a-z]+)+-[0-9]\z`)

// server returns the server that the options name.
func (o *options) server() (server, error) {
	if !regionName.MatchString(o.region) {
		return server{}, fmt.Errorf("%q is no region", o.region)
	}
	if o.endpoint == "" {
		s := server{name: "Amazon S3", domain: "s3." + o.region + ".amazonaws.com", region: o.region}
		if strings.HasPrefix(o.region, "cn-") {
			s.domain += ".cn"
		}
		s.target.Addr, s.target.TLSAddr = s.domain+":80", s.domain+":443"
		return s, nil
	}
	s := server{name: "the server at " + o.endpoint, region: o.region}
	scheme, addr, err := readEndpoint(o.endpoint)
	if err != nil {
		return server{}, err
	}
	s.target.Addr = addr
	if scheme == "https" {
		s.target.Addr, s.target.TLSAddr = "", addr
	}
	if o.plainEndpoint != "" {
		if scheme, s.target.Addr, err = readEndpoint(o.plainEndpoint); err != nil || scheme != "http" {
			return server{}, errors.Join(errors.New("-plain-endpoint is no URL of http"), err)
		}
	}
	return s, nil
}

// readEndpoint reads a URL of nothing but a scheme and a host.
func readEndpoint(text string) (scheme, addr string, err error) {
	u, err := url.Parse(text)
	if err != nil {
		return "", "", err
	}
	port := map[string]string{"http": "80", "https": "443"}[u.Scheme]
	if port == "" || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Path != "" && u.Path != "/" {
		return "", "", fmt.Errorf("%s is no URL of http or https with a host alone", u.Redacted())
	}
	if u.Port() != "" {
		port = u.Port()
	}
	return u.Scheme, net.JoinHostPort(u.Hostname(), port), nil
}

package main

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject/vectors"
)

// translate returns a vector with what the server gave in the place of what the fixture says, or
// why it cannot be expressed.
func (m *maker) translate(v vectors.Vector) (vectors.Vector, string) {
	if why := m.inexpressible(v); why != "" {
		return v, why
	}
	made, why := m.addressed(v.Request)
	if why == "" {
		why = unmakeableAnswer(v, made)
	}
	if why != "" {
		return v, why
	}
	real := m.names[v.Request.Bucket]
	swap := m.replacements(v.Request)
	v.Request.Headers = slices.Clone(v.Request.Headers)
	for i, l := range v.Request.Headers {
		l.Value = swap.Replace(l.Value)
		if l.Value, why = m.date(l.Name, l.Value, made); why != "" {
			return v, why
		}
		v.Request.Headers[i] = l
	}
	v.Request.Query = slices.Clone(v.Request.Query)
	for i := range v.Request.Query {
		v.Request.Query[i].Value = swap.Replace(v.Request.Query[i].Value)
	}
	headers := map[string]string{}
	for name, value := range v.Expect.Headers {
		value = swap.Replace(value)
		if at, err := http.ParseTime(value); err == nil && made != nil && strings.EqualFold(name, "Last-Modified") {
			value = made.modified.Add(at.Sub(made.LastModified.Truncate(time.Second))).UTC().Format(http.TimeFormat)
		}
		headers[name] = value
	}
	v.Expect.Headers = headers
	if v.Expect.Error != nil {
		elements := map[string]string{}
		for name, value := range v.Expect.Error {
			switch i := slices.IndexFunc(m.state.Principals, func(p principal) bool { return p.AccessKey == value }); {
			case value == v.Request.Bucket && real != "":
				value = real
			case name == "AWSAccessKeyId" && i >= 0 && m.state.Principals[i].isOwner():
				value = m.e.accessKey
			}
			elements[name] = swap.Replace(value)
		}
		v.Expect.Error = elements
	}
	if real != "" {
		v.Request.Bucket = real
	}
	return v, ""
}

// inexpressible says why a request cannot be sent to any server, or "".
func (m *maker) inexpressible(v vectors.Vector) string {
	r := v.Request
	switch i := slices.IndexFunc(m.state.Principals, func(p principal) bool { return p.Name == r.As }); {
	case r.Host != "" || r.Virtual():
		return "the host of Amazon S3"
	case r.As != "" && (i < 0 || !m.state.Principals[i].isOwner()):
		return "another principal than the owner"
	case r.TLS && m.e.tlsURL == "":
		return "TLS, for which no endpoint was given"
	case m.state.Policies != nil:
		return "policies of keys"
	}
	if s := r.Sign; s != nil {
		switch {
		case s.Algorithm == vectors.AlgorithmVersion2 || m.state.Version2:
			return "signatures of version 2"
		case s.Algorithm == vectors.AlgorithmAsymmetric:
			return "asymmetric signatures"
		case s.AccessKey != "" && slices.ContainsFunc(m.state.Principals, func(p principal) bool { return p.AccessKey == s.AccessKey }):
			return "the access key of a principal"
		case s.Token != "":
			return "session tokens"
		case s.Region != "" && m.e.region != "us-east-1":
			return "the region us-east-1"
		}
	}
	if why := m.closed[r.Bucket]; why != "" && !r.Signed() {
		return why
	}
	return m.broken[r.Bucket]
}

// addressed returns the version that a request is about, or nil, and why it could not be made.
func (m *maker) addressed(r vectors.Request) (*madeVersion, string) {
	all := m.versions[r.Bucket][r.Key]
	for i := range all {
		if all[i].lacks != "" { // what is about another version of the key could depend on it
			return nil, all[i].lacks
		}
	}
	id, named := "", false
	for _, item := range r.Query {
		if item.Name == "versionId" && !named {
			id, named = item.Value, true
		}
	}
	for i := range all {
		if !named || all[i].VersionID == id || id == "null" && all[i].isNull() {
			return &all[i], ""
		}
	}
	return nil, ""
}

// unmakeableAnswer says why an answer cannot be that of an object that was put through the API, or
// "": S3 encrypts each and gives it a checksum.
func unmakeableAnswer(v vectors.Vector, made *madeVersion) string {
	if made == nil {
		return ""
	}
	for _, name := range v.Expect.Absent {
		name = strings.ToLower(name)
		switch {
		case name == "x-amz-server-side-encryption" && (made.SSE == nil || made.SSE.CustomerKey == ""):
			return "an object without encryption"
		case strings.HasPrefix(name, "x-amz-checksum-") && made.Checksum == nil:
			return "an object without a checksum"
		}
	}
	return ""
}

// replacements puts version ids and entity tags of the server in the place of those of the fixture.
func (m *maker) replacements(r vectors.Request) *strings.Replacer {
	var pairs []string
	for _, all := range m.versions[r.Bucket] {
		for i := range all {
			if !all[i].isNull() && known(all[i].id) {
				pairs = append(pairs, all[i].VersionID, all[i].id)
			}
		}
	}
	return strings.NewReplacer(pairs...)
}

// date moves a date by which a request is conditional as far as the object was: it is a date of the
// past or of the future as before, or the vector cannot be expressed.
func (m *maker) date(name, value string, made *madeVersion) (string, string) {
	switch strings.ToLower(name) {
	case "if-modified-since", "if-unmodified-since", "if-range":
	default:
		return value, ""
	}
	if _, err := time.Parse("Mon, _2 Jan 2006 15:04:05 GMT", value); err == nil && value[5] == ' ' || err == nil && len(value) < len(http.TimeFormat) {
		return "", "a date in an old form"
	}
	at, err := http.ParseTime(value)
	if err != nil || made == nil {
		return value, ""
	}
	by := made.modified.Sub(made.LastModified.Truncate(time.Second))
	moved := at.Add(by)
	now := time.Now()
	if at.Before(now) != moved.Before(now) {
		return "", "a date between that of the object and today"
	}
	if text := at.UTC().Format(http.TimeFormat); text != value {
		return "", "a date in an old form"
	}
	return moved.UTC().Format(http.TimeFormat), ""
}

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject/vectors"
)

// A record is an answer as a vector of a file.
type record struct {
	ID      string        `json:"id"`
	Why     string        `json:"why"`
	Spec    []string      `json:"spec"`
	Kind    vectors.Kind  `json:"kind"`
	Source  string        `json:"source"`
	Rule    string        `json:"rule,omitempty"`
	Request recordRequest `json:"request"`
	Expect  recordExpect  `json:"expect"`
}

type recordRequest struct {
	Method    string         `json:"method"`
	Bucket    string         `json:"bucket"`
	Key       string         `json:"key"`
	Query     []vectors.Item `json:"query,omitempty"`
	Headers   []vectors.Line `json:"headers,omitempty"`
	As        string         `json:"as,omitempty"`
	Presigned bool           `json:"presigned,omitempty"`
	Sign      *recordSign    `json:"sign,omitempty"`
	Host      string         `json:"host,omitempty"`
	TLS       bool           `json:"tls,omitempty"`
}

type recordSign struct {
	AccessKey string `json:"accessKey,omitempty"`
	SecretKey string `json:"secretKey,omitempty"`
	Region    string `json:"region,omitempty"`
	Age       int64  `json:"age,omitempty"`
}

type recordExpect struct {
	Status     int                `json:"status"`
	Headers    map[string]string  `json:"headers,omitempty"`
	Absent     []string           `json:"absent,omitempty"`
	Error      map[string]string  `json:"error,omitempty"`
	ErrorOrder []string           `json:"errorOrder,omitempty"`
	BodyRange  *vectors.BodyRange `json:"bodyRange,omitempty"`
}

// record returns an answer as a vector, which says whether it is as was chosen.
func (s *session) record(a *answer, at time.Time) record {
	why := "As was chosen: " + a.guess.Chose
	rule := a.guess.Rule
	if a.wrong != "" {
		why, rule = fmt.Sprintf("Otherwise than was chosen (%s): %s", s.hide(a.wrong), a.guess.Chose), ""
	}
	r := s.addressed(a.asked.Request)
	request := recordRequest{
		Method: r.Method, Bucket: a.asked.Request.Bucket, Key: r.Key, Query: r.Query, Headers: r.Headers,
		As: r.As, Presigned: r.Presigned, Host: r.Host, TLS: r.TLS,
	}
	if r.Sign != nil {
		request.Sign = &recordSign{r.Sign.AccessKey, r.Sign.SecretKey, r.Sign.Region, r.Sign.Age}
		if request.Sign.Region == "us-east-1" {
			request.Sign.Region = "" // as for a bucket that is not there
		}
	}
	return record{
		ID: "settled/" + strings.ReplaceAll(a.asked.ID, "/", "-"), Why: why, Spec: []string{"docs/RULES.md: What nobody has recorded"},
		Kind: vectors.Observed, Rule: rule, Request: request, Expect: s.expectOf(a),
		Source: fmt.Sprintf("%s, %s, recorded on %s by internal/tools/settle", s.server.name, s.server.region, at.UTC().Format(time.DateOnly)),
	}
}

// framing are fields that no vector names, in lower case.
var framing = [...]string{"date", "server", "connection", "transfer-encoding", "keep-alive", "alt-svc", "strict-transport-security"}

// expectOf returns an answer as what is expected.
func (s *session) expectOf(a *answer) recordExpect {
	e := recordExpect{Status: a.got.Status, Headers: map[string]string{}, Absent: slices.Clone(a.asked.Expect.Absent)}
	for name, lines := range a.got.Header {
		lower := strings.ToLower(name)
		unsure := lower == "content-length" && a.got.Status >= http.StatusMultipleChoices
		if len(lines) == 1 && !unsure && !slices.Contains(framing[:], lower) {
			e.Headers[spelled(name)] = s.pattern(lower, lines[0])
		}
	}
	e.Absent = slices.DeleteFunc(e.Absent, func(name string) bool { return len(a.got.Header.Values(name)) > 0 })
	for name := range a.asked.Expect.Headers {
		if len(a.got.Header.Values(name)) == 0 {
			e.Absent = append(e.Absent, name)
		}
	}
	slices.Sort(e.Absent)
	for _, l := range a.got.Document() {
		if a.got.Status < http.StatusMultipleChoices {
			break
		}
		if e.Error == nil {
			e.Error = map[string]string{}
		}
		e.Error[l.Name] = s.text(l)
		e.ErrorOrder = append(e.ErrorOrder, l.Name)
	}
	e.BodyRange = s.bodyOf(a)
	return e
}

// spelled returns the name of a field as S3 spells it.
func spelled(name string) string {
	switch {
	case strings.HasPrefix(name, "X-Amz-"):
		return strings.ToLower(name)
	case name == "Etag":
		return "ETag"
	}
	return name
}

// pattern returns the value of a field as a vector has it.
func (s *session) pattern(lower, value string) string {
	value = s.hide(value)
	switch {
	case lower == "x-amz-request-id" || lower == "x-amz-id-2":
		return "*"
	case value == "*", len(value) > 1 && value[0] == '/' && value[len(value)-1] == '/':
		return "/" + regexp.QuoteMeta(value) + "/"
	}
	return value
}

// changing are elements whose texts differ each time, or have to do with who asks.
var changing = [...]string{
	"RequestId", "HostId", "ServerTime", "Expires", "X-Amz-Date", "StringToSign", "SignatureProvided",
	"StringToSignBytes", "CanonicalRequest", "CanonicalRequestBytes", "AWSAccessKeyId", "Token-0",
}

// account finds the account of a resource name.
var account = regexp.MustCompile(`(arn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:)[0-9]{12}`)

// text returns the text of an element as a vector has it.
func (s *session) text(l vectors.Line) string {
	if slices.Contains(changing[:], l.Name) && l.Value != "" {
		return "*"
	}
	return account.ReplaceAllString(s.hide(l.Value), "${1}111122223333")
}

// bodyOf returns which part of the content the body is, or nil if it is none.
func (s *session) bodyOf(a *answer) *vectors.BodyRange {
	body, r := string(a.got.Body), a.asked.Request
	switch {
	case r.Method != http.MethodGet || a.got.Status == http.StatusNotModified:
		if body == "" {
			return &vectors.BodyRange{Kind: vectors.None}
		}
		return nil
	case a.got.Status >= http.StatusMultipleChoices:
		return nil
	}
	i := slices.IndexFunc(s.objects, func(o *object) bool { return o.Key == r.Key })
	if i < 0 {
		return nil
	}
	content := s.contentOf(s.objects[i], r)
	if body == content {
		return &vectors.BodyRange{Kind: vectors.Whole}
	}
	var first, last int64
	if _, err := fmt.Sscanf(a.got.Header.Get("Content-Range"), "bytes %d-%d/", &first, &last); err != nil ||
		first > last || last >= int64(len(content)) || content[first:last+1] != body {
		return nil
	}
	return &vectors.BodyRange{Kind: vectors.Part, First: first, Last: last}
}

// contentOf returns the content of the version that a request names.
func (s *session) contentOf(o *object, r vectors.Request) string {
	for _, q := range r.Query {
		for ours, given := range s.given {
			if q.Name == "versionId" && q.Value == given {
				return o.content(ours)
			}
		}
	}
	return o.content("")
}

// write writes a file of vectors over a fixture of what was made.
func (s *session) write(name string) error {
	now := time.Now()
	var list []record
	for i := range s.answers {
		list = append(list, s.record(&s.answers[i], now))
	}
	fixture, err := s.made()
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(map[string]any{"fixture": fixture, "vectors": list}, "", "  ")
	if err != nil {
		return err
	}
	if s.hide(string(text)) != string(text) {
		return errors.New("what was answered has credentials or the name of the bucket in it, and is not written")
	}
	if err := os.WriteFile(name, append(text, '\n'), 0o666); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%d answers are in %s.\n", len(list), name)
	return nil
}

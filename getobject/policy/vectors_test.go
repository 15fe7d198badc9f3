package policy_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/getobject/rule"
)

// leastVectors is how many vectors there are at least: a folder that was emptied fails.
const leastVectors = 600

// A vectorFile is a file of testdata but principals.json.
type vectorFile struct {
	About   string   `json:"about"`
	Vectors []vector `json:"vectors"`
}

// A vector is a request, the policies that apply to it, and the answer.
type vector struct {
	ID       string         `json:"id"`
	Title    string         `json:"title"`
	Kind     string         `json:"kind"` // required, observed or guess
	Rule     string         `json:"rule"` // that decides, or that is met on the way
	Source   []string       `json:"source"`
	Policies vectorPolicies `json:"policies"`
	Request  vectorRequest  `json:"request"`
	Want     vectorWant     `json:"want"`
}

// vectorPolicies are the documents of a Set.
type vectorPolicies struct {
	Identity            []json.RawMessage        `json:"identity"`
	Boundary            json.RawMessage          `json:"boundary"`
	Session             []json.RawMessage        `json:"session"`
	ServiceControl      [][]json.RawMessage      `json:"serviceControl"`
	ResourceControl     [][]json.RawMessage      `json:"resourceControl"`
	VPCEndpoint         json.RawMessage          `json:"vpcEndpoint"`
	Bucket              json.RawMessage          `json:"bucket"`
	AccessPoint         json.RawMessage          `json:"accessPoint"`
	Key                 json.RawMessage          `json:"key"`
	ObjectACL           []policy.Grant           `json:"objectACL"`
	BucketACL           []policy.Grant           `json:"bucketACL"`
	BucketOwnerEnforced bool                     `json:"bucketOwnerEnforced"`
	PublicAccessBlock   policy.PublicAccessBlock `json:"publicAccessBlock"`
}

// A vectorRequest is a Request whose principal is one of principals.json.
type vectorRequest struct {
	Principal        string              `json:"principal"`
	Action           string              `json:"action"`
	Resource         string              `json:"resource"`
	Account          string              `json:"account"`
	ObjectOwner      string              `json:"objectOwner"`
	OrgID            string              `json:"orgId"`
	OrgPaths         []string            `json:"orgPaths"`
	AccessPoint      *policy.AccessPoint `json:"accessPoint"`
	Time             time.Time           `json:"time"`
	SourceIP         netip.Addr          `json:"sourceIp"`
	VPC              string              `json:"vpc"`
	VPCEndpoint      string              `json:"vpcEndpoint"`
	Secure           bool                `json:"secure"`
	TLSVersion       string              `json:"tlsVersion"`
	Referer          string              `json:"referer"`
	UserAgent        string              `json:"userAgent"`
	AuthType         string              `json:"authType"`
	SignatureVersion string              `json:"signatureVersion"`
	SignatureAgeMs   int                 `json:"signatureAgeMs"`
	Region           string              `json:"region"`
	VersionID        string              `json:"versionId"`
	Tags             map[string]string   `json:"tags"`
	Values           map[string][]string `json:"values"`
}

// A vectorWant is the answer. What is empty is not compared.
type vectorWant struct {
	Allowed   bool   `json:"allowed"`
	Explicit  bool   `json:"explicit"`
	By        string `json:"by"`
	Sid       string `json:"sid"`
	Statement *int   `json:"statement"`
	Message   string `json:"message"`
}

// A vectorPrincipal is a Principal whose kind is the value of aws:PrincipalType.
type vectorPrincipal struct {
	Kind        string            `json:"kind"`
	ARN         string            `json:"arn"`
	Issuer      string            `json:"issuer"`
	Account     string            `json:"account"`
	CanonicalID string            `json:"canonicalId"`
	UserID      string            `json:"userId"`
	UserName    string            `json:"userName"`
	Service     string            `json:"service"`
	Provider    string            `json:"provider"`
	Tags        map[string]string `json:"tags"`
	OrgID       string            `json:"orgId"`
	OrgPaths    []string          `json:"orgPaths"`
	TokenIssued time.Time         `json:"tokenIssued"`
	MFA         time.Time         `json:"mfa"`
}

// load reads a file of testdata. A member that nobody knows is an error.
func load(t testing.TB, path string, into any) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// vectors returns all vectors, in order of files.
func vectors(t testing.TB) (all []vector) {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if base := filepath.Base(path); base == "principals.json" || base == "document.json" {
			continue
		}
		var f vectorFile
		load(t, path, &f)
		if f.About == "" || len(f.Vectors) == 0 {
			t.Fatalf("%s has no vectors, or does not say what about", path)
		}
		all = append(all, f.Vectors...)
	}
	if len(all) < leastVectors {
		t.Fatalf("%d vectors, want at least %d", len(all), leastVectors)
	}
	return all
}

// principals returns the principals of principals.json by name.
func principals(t testing.TB) map[string]policy.Principal {
	t.Helper()
	var named map[string]vectorPrincipal
	load(t, "testdata/principals.json", &named)
	all := map[string]policy.Principal{}
	for name, p := range named {
		kind := policy.Anonymous
		for p.Kind != "" && kind.String() != p.Kind {
			if kind++; kind > policy.Service {
				t.Fatalf("principals.json: %s is of kind %q", name, p.Kind)
			}
		}
		all[name] = policy.Principal{
			Kind: kind, ARN: p.ARN, Issuer: p.Issuer, Account: p.Account, CanonicalID: p.CanonicalID,
			UserID: p.UserID, UserName: p.UserName, Service: p.Service, Provider: p.Provider, Tags: p.Tags,
			OrgID: p.OrgID, OrgPaths: p.OrgPaths, TokenIssued: p.TokenIssued, MFA: p.MFA,
		}
	}
	return all
}

func (r *vectorRequest) request(all map[string]policy.Principal) (*policy.Request, error) {
	p, ok := all[r.Principal]
	if !ok {
		return nil, fmt.Errorf("no principal %q", r.Principal)
	}
	return &policy.Request{
		Action: r.Action, Resource: r.Resource, Account: r.Account, ObjectOwner: r.ObjectOwner,
		OrgID: r.OrgID, OrgPaths: r.OrgPaths, Principal: p, AccessPoint: r.AccessPoint, Time: r.Time,
		SourceIP: r.SourceIP, VPC: r.VPC, VPCEndpoint: r.VPCEndpoint, Secure: r.Secure, TLSVersion: r.TLSVersion,
		Referer: r.Referer, UserAgent: r.UserAgent, AuthType: r.AuthType, SignatureVersion: r.SignatureVersion,
		SignatureAge: time.Duration(r.SignatureAgeMs) * time.Millisecond,
		Region:       r.Region, VersionID: r.VersionID, Tags: r.Tags, Values: r.Values,
	}, nil
}

// A builder parses the documents of a vector.
type builder struct{ err error }

func (b *builder) one(kind policy.Kind, document json.RawMessage) *policy.Policy {
	if document == nil {
		return nil
	}
	p, err := policy.Parse(kind, document)
	if err != nil && b.err == nil {
		b.err = err
	}
	return p
}

func (b *builder) list(kind policy.Kind, documents []json.RawMessage) (list []*policy.Policy) {
	for _, d := range documents {
		list = append(list, b.one(kind, d))
	}
	return list
}

func (b *builder) levels(kind policy.Kind, documents [][]json.RawMessage) (levels [][]*policy.Policy) {
	for _, d := range documents {
		levels = append(levels, b.list(kind, d))
	}
	return levels
}

func (p *vectorPolicies) set() (*policy.Set, error) {
	var b builder
	return &policy.Set{
		Identity:            b.list(policy.KindIdentity, p.Identity),
		Boundary:            b.one(policy.KindBoundary, p.Boundary),
		Session:             b.list(policy.KindSession, p.Session),
		ServiceControl:      b.levels(policy.KindServiceControl, p.ServiceControl),
		ResourceControl:     b.levels(policy.KindResourceControl, p.ResourceControl),
		VPCEndpoint:         b.one(policy.KindVPCEndpoint, p.VPCEndpoint),
		Bucket:              b.one(policy.KindBucket, p.Bucket),
		AccessPoint:         b.one(policy.KindAccessPoint, p.AccessPoint),
		Key:                 b.one(policy.KindKey, p.Key),
		ObjectACL:           p.ObjectACL,
		BucketACL:           p.BucketACL,
		BucketOwnerEnforced: p.BucketOwnerEnforced,
		PublicAccessBlock:   p.PublicAccessBlock,
	}, b.err
}

func TestVectors(t *testing.T) {
	named := principals(t)
	for _, v := range vectors(t) {
		set, err := v.Policies.set()
		if err != nil {
			t.Errorf("%s: %v", v.ID, err)
			continue
		}
		r, err := v.Request.request(named)
		if err != nil {
			t.Errorf("%s: %v", v.ID, err)
			continue
		}
		d := policy.Evaluate(set, r)
		if fault := v.Want.compare(d, r); fault != "" {
			t.Errorf("%s (%s)\n%s: %s", v.ID, v.Title, d, fault)
		}
		traced, met := policy.Trace(set, r)
		if traced != d {
			t.Errorf("%s: Trace = %v, and Evaluate = %v", v.ID, traced, d)
		}
		if !slices.Contains(met, d.Rule) || !slices.ContainsFunc(met, func(m *rule.Rule) bool { return m.ID == v.Rule }) {
			t.Errorf("%s: decided by %v and met %v, want %s", v.ID, d.Rule, met, v.Rule)
		}
	}
}

// compare says how a decision differs from what is wanted.
func (w *vectorWant) compare(d policy.Decision, r *policy.Request) string {
	switch {
	case d.Allowed != w.Allowed || d.Explicit != w.Explicit:
		return fmt.Sprintf("allowed %v, explicit %v; want %v, %v", d.Allowed, d.Explicit, w.Allowed, w.Explicit)
	case w.By != "" && d.By.String() != w.By:
		return fmt.Sprintf("by %v, want %v", d.By, w.By)
	case w.Sid != "" && d.Sid != w.Sid:
		return fmt.Sprintf("Sid %q, want %q", d.Sid, w.Sid)
	case w.Statement != nil && d.Statement != *w.Statement:
		return fmt.Sprintf("statement %d, want %d", d.Statement, *w.Statement)
	case w.Message != "" && d.Message(r) != w.Message:
		return fmt.Sprintf("Message() = %s\nwant %s", d.Message(r), w.Message)
	}
	return ""
}

// TestVectorsSaySource checks what vectors say of themselves.
func TestVectorsSaySource(t *testing.T) {
	seen := map[string]bool{}
	for _, v := range vectors(t) {
		switch {
		case seen[v.ID]:
			t.Errorf("%s is there twice", v.ID)
		case v.Title == "" || len(v.Source) == 0:
			t.Errorf("%s has no title or no source", v.ID)
		case !slices.Contains([]string{"required", "observed", "guess"}, v.Kind):
			t.Errorf("%s is of kind %q", v.ID, v.Kind)
		case !v.Want.Allowed && v.Want.By == "":
			t.Errorf("%s does not say what refuses", v.ID)
		}
		for _, s := range v.Source {
			if page, heading, ok := strings.Cut(s, ": "); !ok || page == "" || heading == "" {
				t.Errorf("%s: the source %q is no page and heading", v.ID, s)
			}
		}
		seen[v.ID] = true
	}
}

package getobject_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/version"
)

// writesDown is an Authorizer that writes down what it is asked and allows it.
func writesDown(asked *[]getobject.Access) authorizerFunc {
	return func(a getobject.Access) (getobject.Verdict, error) {
		*asked = append(*asked, a)
		return getobject.Allow, nil
	}
}

// TestActions checks that the authorizer is asked for what a request needs and for
// nothing else.
func TestActions(t *testing.T) {
	for _, c := range []struct {
		target string
		want   []getobject.Action
	}{
		{"/b/k", []getobject.Action{getobject.ActionGetObject}},
		{"/b/described", []getobject.Action{getobject.ActionGetObject}},
		{"/b/nothing", []getobject.Action{getobject.ActionGetObject, getobject.ActionListBucket}},
		{"/v/gone", []getobject.Action{getobject.ActionGetObject, getobject.ActionListBucket}},
		{"/v/k?versionId=" + newID, []getobject.Action{getobject.ActionGetObjectVersion}},
		{"/v/k?versionId=" + gone, []getobject.Action{getobject.ActionGetObjectVersion, getobject.ActionListBucket}},
		{"/b/k?versionId=null", []getobject.Action{getobject.ActionGetObjectVersion}},
		{"/b/tags", []getobject.Action{getobject.ActionGetObject, getobject.ActionGetObjectTagging}},
		{"/b/tags?versionId=null", []getobject.Action{getobject.ActionGetObjectVersion, getobject.ActionGetObjectVersionTagging}},
		{"/b/locked", []getobject.Action{getobject.ActionGetObject, getobject.ActionGetObjectRetention, getobject.ActionGetObjectLegalHold}},
		{"/b/kms", []getobject.Action{getobject.ActionGetObject, getobject.ActionDecrypt}},
		{"/d/k", []getobject.Action{getobject.ActionCreateSession}},
		{"/d/nothing", []getobject.Action{getobject.ActionCreateSession, getobject.ActionCreateSession}},
		{"/nowhere/k", nil},
		{"/b/k?partNumber=x", []getobject.Action{getobject.ActionGetObject}},
	} {
		w, asked := newHarness(t), []getobject.Access(nil)
		w.Authorizer = writesDown(&asked)
		w.get(t, c.target)
		var got []getobject.Action
		for _, a := range asked {
			got = append(got, a.Action)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("GET %s asked for %q, want %q", c.target, got, c.want)
		}
	}
}

// TestAccess checks what the authorizer is told.
func TestAccess(t *testing.T) {
	w, asked := newHarness(t), []getobject.Access(nil)
	w.Authorizer, w.Authenticator = writesDown(&asked), person{AccessKey: "AKIA", Account: stranger, ARN: "arn:x"}
	w.get(t, "/b/kms?versionId=null")
	id := getobject.Identity{AccessKey: "AKIA", Account: stranger, ARN: "arn:x"}
	want := []getobject.Access{
		{Identity: id, Action: getobject.ActionGetObjectVersion, Bucket: w.bucket("b"), Key: "kms", Version: version.Null()},
		{Identity: id, Action: getobject.ActionDecrypt, Bucket: w.bucket("b"), Key: "kms", Version: version.Null(),
			KMSKeyID: "arn:aws:kms:us-east-1:123456789012:key/1"},
	}
	for i := range asked {
		if asked[i].Request == nil || asked[i].Request.RemoteAddr == "" {
			t.Errorf("access %d lacks its request", i)
		}
		asked[i].Request = nil
	}
	if diff := cmp.Diff(want, asked, cmp.Comparer(func(a, b version.Selector) bool { return a == b })); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
}

// TestRights checks which header fields go with which right.
func TestRights(t *testing.T) {
	const lock = "X-Amz-Object-Lock-"
	for _, c := range []struct {
		target string
		denied getobject.Action
		shown  []string
		hidden []string
	}{
		{"/b/tags", "", []string{"X-Amz-Tagging-Count"}, nil},
		{"/b/tags", getobject.ActionGetObjectTagging, nil, []string{"X-Amz-Tagging-Count"}},
		{"/b/tags", getobject.ActionGetObjectVersionTagging, []string{"X-Amz-Tagging-Count"}, nil},
		{"/b/tags?versionId=null", getobject.ActionGetObjectVersionTagging, nil, []string{"X-Amz-Tagging-Count"}},
		{"/b/k", "", nil, []string{"X-Amz-Tagging-Count"}},
		{"/b/locked", "", []string{lock + "Mode", lock + "Retain-Until-Date", lock + "Legal-Hold", lock + "Event-Hold",
			lock + "Event-Hold-Duration-Days", lock + "Event-Hold-Duration-Years"}, nil},
		{"/b/locked", getobject.ActionGetObjectRetention, []string{lock + "Legal-Hold"},
			[]string{lock + "Mode", lock + "Retain-Until-Date", lock + "Event-Hold"}},
		{"/b/locked", getobject.ActionGetObjectLegalHold, []string{lock + "Mode", lock + "Event-Hold"}, []string{lock + "Legal-Hold"}},
	} {
		w := newHarness(t)
		w.Authorizer = policy{c.denied: getobject.Deny}
		rec := w.get(t, c.target)
		for _, name := range c.shown {
			if rec.Header().Get(name) == "" {
				t.Errorf("GET %s without %q: no %s, want it", c.target, c.denied, name)
			}
		}
		for _, name := range c.hidden {
			if got, ok := rec.Header()[name]; ok {
				t.Errorf("GET %s without %q: %s %q, want none", c.target, c.denied, name, got)
			}
		}
	}
}

// TestNilAuthorizer checks that nothing is told by an operation that nobody allowed
// anything.
func TestNilAuthorizer(t *testing.T) {
	for _, target := range []string{"/b/k", "/b/nothing", "/v/k?versionId=null", "/d/k", "/b/kms", "/b/k?partNumber=x"} {
		w := newHarness(t)
		w.Authorizer = nil
		if rec := w.get(t, target); rec.Code != 403 || w.last.Rule != rule.Denied {
			t.Errorf("GET %s = %d by %v, want 403 by %v", target, rec.Code, w.last.Rule, rule.Denied)
		}
	}
}

// TestZeroVerdict checks that whoever forgets to decide denies.
func TestZeroVerdict(t *testing.T) {
	w := newHarness(t)
	w.Authorizer = policy{getobject.ActionGetObject: *new(getobject.Verdict)}
	if rec := w.get(t, "/b/k"); rec.Code != 403 {
		t.Errorf("GET = %d, want 403", rec.Code)
	}
}

// TestDeniedMessage checks who is told what was missing.
func TestDeniedMessage(t *testing.T) {
	user := person{Account: owner, ARN: "arn:aws:iam::123456789012:user/u"}
	const begin = "User: arn:aws:iam::123456789012:user/u is not authorized to perform: "
	for _, c := range []struct {
		target  string
		person  person
		denied  getobject.Action
		verdict getobject.Verdict
		want    string
	}{
		{"/b/k", person{}, getobject.ActionGetObject, getobject.Deny, "Access Denied"},
		{"/b/k", person{Account: stranger, ARN: "arn:s"}, getobject.ActionGetObject, getobject.Deny, "Access Denied"},
		{"/b/k", person{Account: owner}, getobject.ActionGetObject, getobject.Deny, "Access Denied"},
		{"/b/k", user, getobject.ActionGetObject, getobject.Deny,
			begin + `s3:GetObject on resource: "arn:aws:s3:::b/k" because no identity-based policy allows the s3:GetObject action`},
		{"/b/k", user, getobject.ActionGetObject, getobject.DenyExplicitly,
			begin + `s3:GetObject on resource: "arn:aws:s3:::b/k" with an explicit deny in a resource-based policy`},
		{"/b/nothing", user, getobject.ActionListBucket, getobject.Deny,
			begin + `s3:ListBucket on resource: "arn:aws:s3:::b" because no identity-based policy allows the s3:ListBucket action`},
		{"/b/kms", user, getobject.ActionDecrypt, getobject.Deny,
			begin + `kms:Decrypt on resource: "arn:aws:kms:us-east-1:123456789012:key/1" because no identity-based policy allows the kms:Decrypt action`},
	} {
		w := newHarness(t)
		w.Authenticator, w.Authorizer = c.person, policy{c.denied: c.verdict}
		body := w.get(t, c.target).Body.String()
		want := "<Message>" + strings.ReplaceAll(c.want, `"`, "&quot;") + "</Message>"
		if w.last.Status != 403 || !strings.Contains(body, want) {
			t.Errorf("GET %s as %+v = %s, want %s", c.target, c.person, body, want)
		}
	}
}

package getobject_test

import (
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/faultstore"
)

// TestAliasHidesBucket refuses reads by way of an access point, by each rule that comes
// before permission and by permission itself: no answer names the bucket behind it.
func TestAliasHidesBucket(t *testing.T) {
	const hidden = "the-bucket-behind"
	user := person{Account: owner, ARN: "arn:aws:iam::123456789012:user/u"}
	const point = "http://my-ap-" + owner + ".s3-accesspoint.eu-west-1.amazonaws.com/k"
	for _, c := range []struct {
		target string
		header []string
		rule   *rule.Rule
		want   string // in the document
	}{
		{"http://ap-1-s3alias.s3.us-east-1.amazonaws.com/k", nil, rule.PermanentRedirect,
			"<Endpoint>ap-1-s3alias.s3.eu-west-1.amazonaws.com</Endpoint><Bucket>ap-1-s3alias</Bucket>"},
		{"http://s3.us-east-1.amazonaws.com/ap-1-s3alias/k", nil, rule.PermanentRedirect, "<Bucket>ap-1-s3alias</Bucket>"},
		{"/ap-1-s3alias/k", []string{"X-Amz-Expected-Bucket-Owner", stranger}, rule.OwnerDiffers, ""},
		{"/ap-1-s3alias/k", nil, rule.Denied, `on resource: &quot;arn:aws:s3:::ap-1-s3alias/k&quot;`},
		{point, nil, rule.Denied, `on resource: &quot;arn:aws:s3:eu-west-1:` + owner + `:accesspoint/my-ap/object/k&quot;`},
		{"/ap-1-s3alias/nothing", nil, rule.HiddenKey, `on resource: &quot;arn:aws:s3:::ap-1-s3alias&quot;`},
		{strings.TrimSuffix(point, "k") + "nothing", nil, rule.HiddenKey, `on resource: &quot;arn:aws:s3:eu-west-1:` + owner + `:accesspoint/my-ap&quot;`},
		{"/ap-lost-s3alias/k", nil, rule.NoSuchBucket, "<BucketName>ap-lost-s3alias</BucketName>"},
	} {
		w := newHarness(t)
		b, lost := *w.bucket("far"), hidden+"-lost"
		b.Name = hidden
		w.addBucket(b)
		w.addBucket(store.Bucket{Name: lost})
		w.addAccessPoint(hidden, "my-ap", "ap-1-s3alias")
		w.addAccessPoint(lost, "lost", "ap-lost-s3alias")
		faulty(faultstore.Fault{On: faultstore.Bucket, Bucket: lost, Do: faultstore.Fail(store.ErrNoBucket)})(w)
		w.Authenticator = user
		w.Authorizer = policy{getobject.ActionGetObject: getobject.Deny, getobject.ActionListBucket: getobject.Deny}
		if c.rule == rule.HiddenKey {
			w.Authorizer = policy{getobject.ActionListBucket: getobject.Deny}
		}
		rec := w.get(t, c.target, c.header...)
		body := rec.Body.String()
		if w.last.Rule != c.rule || !strings.Contains(body, c.want) || strings.Contains(body, hidden) {
			t.Errorf("GET %s = by %v: %s, want %v with %s and without %s", c.target, w.last.Rule, body, c.rule, c.want, hidden)
		}
		for name, lines := range rec.Header() {
			if strings.Contains(strings.Join(lines, ","), hidden) {
				t.Errorf("GET %s: %s %q has the bucket's name", c.target, name, lines)
			}
		}
	}
}

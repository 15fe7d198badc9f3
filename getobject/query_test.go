package getobject_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/s3get/s3get/getobject"
)

func TestParseQuery(t *testing.T) {
	for _, c := range []struct {
		raw  string
		want getobject.Query
	}{
		{"", nil},
		{"&&", getobject.Query{}},
		{"acl", getobject.Query{{Name: "acl"}}},
		{"acl=", getobject.Query{{Name: "acl", HasValue: true}}},
		{"a=1", getobject.Query{{Name: "a", Value: "1", HasValue: true}}},
		{"a=1&a=2", getobject.Query{{Name: "a", Value: "1", HasValue: true}, {Name: "a", Value: "2", HasValue: true}}},
		{"&b&a=1&", getobject.Query{{Name: "b"}, {Name: "a", Value: "1", HasValue: true}}},
		{"a=b=c", getobject.Query{{Name: "a", Value: "b=c", HasValue: true}}},
		{"a=x+y%2Bz", getobject.Query{{Name: "a", Value: "x y+z", HasValue: true}}},
		{"%61+b=%3D%26", getobject.Query{{Name: "a b", Value: "=&", HasValue: true}}},
		{"=v", getobject.Query{{Value: "v", HasValue: true}}},
		{"a;b=1", getobject.Query{{Name: "a;b", Value: "1", HasValue: true}}},
		{"a=%ff", getobject.Query{{Name: "a", Value: "\xff", HasValue: true}}},
	} {
		got, err := getobject.ParseQuery(c.raw)
		if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
			t.Errorf("ParseQuery(%q) = %v (-want +got):\n%s", c.raw, err, diff)
		}
	}
}

func TestParseQueryRejects(t *testing.T) {
	for _, raw := range []string{"%", "a=%", "a=%4", "a=%4g", "%zz=1", "a=1&b=%", "a%"} {
		if q, err := getobject.ParseQuery(raw); err == nil {
			t.Errorf("ParseQuery(%q) = %v, want an error", raw, q)
		}
	}
}

func TestQueryGet(t *testing.T) {
	q, err := getobject.ParseQuery("a=1&b&a=2&c=")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, want string
		ok         bool
	}{{"a", "1", true}, {"b", "", true}, {"c", "", true}, {"A", "", false}, {"d", "", false}} {
		if got, ok := q.Get(c.name); got != c.want || ok != c.ok || q.Has(c.name) != c.ok {
			t.Errorf("Get(%q) = %q, %v, want %q, %v", c.name, got, ok, c.want, c.ok)
		}
	}
}

package address_test

import (
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/address"
)

// TestNames has names on both sides of each rule of the pages of naming rules.
func TestNames(t *testing.T) {
	long := strings.Repeat("a", 64)
	for _, c := range []struct {
		what string
		is   func(string) bool
		yes  []string
		no   []string
	}{
		{"IsBucketName", address.IsBucketName,
			[]string{"abc", "a.b", "1.2", "a-b", "a--b", "a.-b", "1.2.3", "1.2.3.4.5", "256.1.1.1", long[:63], "x-s3", "b--x-s3-1"},
			[]string{"", "ab", long, "Abc", "a_b", "-ab", "ab-", ".ab", "ab.", "a..b", "1.2.3.4", "192.168.5.4", "xn--ab", "sthree-ab",
				"amzn-s3-demo-ab", "ab-s3alias", "ab--ol-s3", "ab.mrap", "b--use1-az4--x-s3", "ab--table-s3", "a b", "a/b", "äbc"}},
		{"IsDirectoryBucketName", address.IsDirectoryBucketName,
			[]string{"b--use1-az4--x-s3", "a-b--usw2-lax1-az1--x-s3", "a--b--use1-az4--x-s3"},
			[]string{"", "b", "b--x-s3", "--use1-az4--x-s3", "b.c--use1-az4--x-s3", "-b--use1-az4--x-s3", "B--use1-az4--x-s3",
				"b--use1-az4--xa-s3", "b--use1_az4--x-s3", long[:50] + "--use1-az4--x-s3"}},
		{"IsAccessPointName", address.IsAccessPointName,
			[]string{"abc", "a-b", "1ab", long[:50], "p--use1-az4--xa-s3"},
			[]string{"", "ab", long[:51], "-ab", "ab-", "a.b", "a_b", "Abc", "ab-s3alias", "ab--ol-s3", "ab--op-s3", "p--xa-s3", "b--use1-az4--x-s3"}},
		{"IsVolumeAlias", address.IsVolumeAlias, []string{"p-abc-ext-s3alias"}, []string{"p-abc-s3alias", "p-ext-s3aliasx", ""}},
		{"IsAlias", address.IsAlias,
			[]string{"p-abc-s3alias", "p-abc-ext-s3alias", "my-olap-usrwtm8yiihbc7kgpb8fv4cjqh6wrause1a--ol-s3"},
			[]string{"", "-s3alias", "p", "p-s3aliasx", "p-S3alias"}},
	} {
		for _, name := range c.yes {
			if !c.is(name) {
				t.Errorf("%s(%q) = false, want true", c.what, name)
			}
		}
		for _, name := range c.no {
			if c.is(name) {
				t.Errorf("%s(%q) = true, want false", c.what, name)
			}
		}
	}
}

func TestZoneOf(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"b--use1-az4--x-s3", "use1-az4"}, {"p--usw2-az1--xa-s3", "usw2-az1"}, {"a--b--use1-az4--x-s3", "use1-az4"},
		{"b", ""}, {"b--x-s3", ""}, {"b----x-s3", ""}, {"b--use1-az4", ""},
	} {
		if got := address.ZoneOf(c.name); got != c.want {
			t.Errorf("ZoneOf(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}

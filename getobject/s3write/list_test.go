package s3write_test

import (
	"encoding/xml"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// A list is what all lists have.
type list struct {
	Contents                          []struct{ Key string }
	Version, DeleteMarker             []struct{ Key, VersionID string }
	CommonPrefixes                    []struct{ Prefix string }
	IsTruncated                       bool
	KeyCount, MaxKeys                 int
	NextContinuationToken, NextMarker string
	NextKeyMarker                     string
	NextVersionIDMarker               string `xml:"NextVersionIdMarker"`
}

func (h *harness) list(query string) (l list) {
	h.Helper()
	w := h.want(200, "", "GET", "/books?"+query, "")
	if err := xml.Unmarshal(w.Body.Bytes(), &l); err != nil {
		h.Fatal(err)
	}
	return l
}

// names returns the keys and then the common prefixes of a list.
func (l list) names() (all []string) {
	for _, c := range l.Contents {
		all = append(all, c.Key)
	}
	for _, p := range l.CommonPrefixes {
		all = append(all, p.Prefix)
	}
	return all
}

func filled(t *testing.T, keys ...string) *harness {
	h := newHarness(t)
	h.want(200, "", "PUT", "/books", "")
	for _, key := range keys {
		h.want(200, "", "PUT", "/books/"+url.PathEscape(key), "x")
	}
	return h
}

// TestList has lists of a few keys, in one page.
func TestList(t *testing.T) {
	h := filled(t, "a", "a/b", "a/c/d", "a b", "z", "é", "\U0001F600", "\uFFFD")
	for query, want := range map[string]string{
		"":                              "a,a b,a/b,a/c/d,z,é,\uFFFD,\U0001F600",
		"prefix=a/":                     "a/b,a/c/d",
		"delimiter=/":                   "a,a b,z,é,\uFFFD,\U0001F600,a/",
		"delimiter=/&prefix=a/":         "a/b,a/c/",
		"delimiter=/&prefix=a":          "a,a b,a/",
		"prefix=q":                      "",
		"encoding-type=url&prefix=a%20": "a+b",
		"encoding-type=url&prefix=%C3":  "%C3%A9",
		"max-keys=0":                    "",
	} {
		for _, form := range []string{"", "list-type=2&"} {
			if got := strings.Join(h.list(form+query).names(), ","); got != want {
				t.Errorf("list of %s%s = %q, want %q", form, query, got, want)
			}
		}
	}
	if got := strings.Join(h.list("list-type=2&start-after=a/b").names(), ","); !strings.HasPrefix(got, "a/c/d,z") {
		t.Errorf("after a/b: %q", got)
	}
	for query, code := range map[string]string{
		"max-keys=x": "InvalidArgument", "max-keys=-1": "InvalidArgument", "encoding-type=x": "InvalidArgument",
		"list-type=2&continuation-token=x": "InvalidArgument", "versions&version-id-marker=x": "InvalidArgument",
	} {
		h.want(400, "<Code>"+code+"</Code>", "GET", "/books?"+query, "")
	}
	h.want(200, "<Owner>", "GET", "/books?list-type=2&fetch-owner=true", "")
	h.want(200, "!<Owner>", "GET", "/books?list-type=2", "")
	h.want(200, "<ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType> | <StorageClass>STANDARD</StorageClass> | <Size>1</Size>", "GET", "/books?list-type=2", "")
}

// TestPages goes through pages of any size: together they are the list in one page.
func TestPages(t *testing.T) {
	h := filled(t, "a", "a/1", "a/2", "a0", "b/1", "b/2/3", "c", "d/")
	for _, delimiter := range []string{"", "/", "1", "/1"} {
		base := "delimiter=" + url.QueryEscape(delimiter)
		all := h.list(base)
		for size := 1; size < 5; size++ {
			var two, one []string
			token, marker := "", ""
			for n := 0; n < 20; n++ {
				l := h.list(fmt.Sprintf("list-type=2&%s&max-keys=%d%s", base, size, token))
				two = append(two, l.names()...)
				if l.KeyCount != len(l.names()) || l.IsTruncated != (l.NextContinuationToken != "") {
					t.Errorf("page %+v", l)
				}
				if token = "&continuation-token=" + url.QueryEscape(l.NextContinuationToken); !l.IsTruncated {
					break
				}
			}
			for n := 0; n < 20; n++ {
				l := h.list(fmt.Sprintf("%s&max-keys=%d%s", base, size, marker))
				one = append(one, l.names()...)
				next := l.NextMarker
				if next == "" && l.IsTruncated {
					next = l.Contents[len(l.Contents)-1].Key
				}
				if marker = "&marker=" + url.QueryEscape(next); !l.IsTruncated {
					break
				}
			}
			want := slices.Sorted(slices.Values(all.names()))
			slices.Sort(one)
			slices.Sort(two)
			if !slices.Equal(one, want) || !slices.Equal(two, want) {
				t.Errorf("delimiter %q, pages of %d: %q and %q, want %q", delimiter, size, one, two, want)
			}
		}
	}
}

// TestVersionPages goes through the versions of keys, in pages of any size.
func TestVersionPages(t *testing.T) {
	h := filled(t, "a", "b")
	h.want(200, "", "PUT", "/books?versioning", enabled)
	for range 3 {
		h.want(200, "", "PUT", "/books/a", "y")
		h.want(204, "X-Amz-Delete-Marker: true", "DELETE", "/books/b", "")
	}
	w := h.want(200, "", "GET", "/books?versions", "")
	if n := strings.Count(w.Body.String(), "<IsLatest>true"); n != 2 {
		t.Errorf("%d latest versions, want 2: %s", n, w.Body)
	}
	if !strings.Contains(w.Body.String(), "<VersionId>null</VersionId>") || strings.Index(w.Body.String(), "<DeleteMarker>") < strings.Index(w.Body.String(), "<Version>") {
		t.Errorf("order: %s", w.Body)
	}
	for size := 1; size < 9; size++ {
		marker, versions, markers := "", 0, 0
		for range 10 {
			l := h.list(fmt.Sprintf("versions&max-keys=%d%s", size, marker))
			versions, markers = versions+len(l.Version), markers+len(l.DeleteMarker)
			if marker = "&key-marker=" + l.NextKeyMarker + "&version-id-marker=" + l.NextVersionIDMarker; !l.IsTruncated {
				break
			}
		}
		if versions != 5 || markers != 3 {
			t.Errorf("pages of %d: %d versions, %d markers, want 5, 3", size, versions, markers)
		}
	}
}

// TestListHides: a key behind a delete marker is not listed.
func TestListHides(t *testing.T) {
	h := filled(t, "a", "b/c")
	h.want(200, "", "PUT", "/books?versioning", enabled)
	h.want(204, "", "DELETE", "/books/a", "")
	h.want(204, "", "DELETE", "/books/b%2Fc", "")
	if got := h.list("list-type=2&delimiter=/").names(); len(got) > 0 {
		t.Errorf("listed %q", got)
	}
	h.want(409, "<Code>BucketNotEmpty</Code>", "DELETE", "/books", "")
}

package backendtest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// alphabet has what names are of, in the order of bytes: some before the slash and some after it.
const alphabet = "!+,-.0a=z~"

// listed: List begins and ends where it is told to, and ends when nobody asks for more.
func listed(c *checker) {
	names := []string{"a", "b!/1", "b/1", "b/1!", "b/2/1", "b/2/2", "b/20", "b/3", "b0", "c/1"}
	c.add(names...)
	for _, tt := range []struct {
		prefix, after string
		want          []string
	}{
		{"", "", names},
		{"b/", "", names[2:8]},
		{"b", "", names[1:9]},
		{"b/2", "", names[4:7]},
		{"b/2/", "", names[4:6]},
		{"b/2/2", "", names[5:6]},
		{"b/", "b/1", names[3:8]},
		{"b/", "b/2/1", names[5:8]},
		{"b/", "b/2/2", names[6:8]},
		{"b/", "b/2/", names[4:8]},
		{"b/", "b/2", names[4:8]},
		{"b/", "b/2/1/1", names[5:8]},
		{"b/", "a", names[2:8]},
		{"b/", "c", nil},
		{"b/", "b/3", nil},
		{"", "c/1", nil},
		{"", "b0", names[9:]},
		{"", "b/9/9", names[8:]},
		{"x", "", nil},
		{"b/4/", "", nil},
	} {
		if got := c.names(c.b.List(c.ctx, tt.prefix, tt.after)); !slices.Equal(got, tt.want) {
			c.t.Errorf("List(%q, %q) = %q, want %q", tt.prefix, tt.after, got, tt.want)
		}
	}
	list, first := c.b.List(c.ctx, "b/", "b/1"), ""
	for name := range list {
		first = name
		break
	}
	if again := c.names(list); first != "b/1!" || !slices.Equal(again, names[3:8]) {
		c.t.Errorf("a list has %q first, and %q when it is ranged over again", first, again)
	}
}

// listedInOrder: any names are listed in the order of their bytes, from anywhere.
func listedInOrder(c *checker) {
	random := rand.New(rand.NewPCG(1, 2))
	name := func() string {
		var b strings.Builder
		for b.Len() == 0 || random.IntN(5) > 0 {
			if b.Len() > 1 && random.IntN(3) == 0 && !strings.HasSuffix(b.String(), "/") {
				b.WriteByte('/')
			} else {
				b.WriteByte(alphabet[random.IntN(len(alphabet))])
			}
		}
		return b.String()
	}
	var names []string
	for range rounds(300) {
		n := "r/" + strings.Trim(name(), "/") + "x" // which no name goes on from with a slash
		if !isName(n) || slices.Contains(names, n) || slices.ContainsFunc(names, func(o string) bool {
			return strings.HasPrefix(o, n+"/") || strings.HasPrefix(n, o+"/")
		}) {
			continue
		}
		c.add(n)
		names = append(names, n)
	}
	slices.Sort(names)
	for range rounds(500) {
		prefix, after := "r/"+name(), "r/"+name()
		if random.IntN(2) == 0 {
			after = names[random.IntN(len(names))]
		}
		if random.IntN(2) == 0 {
			n := names[random.IntN(len(names))]
			prefix = n[:random.IntN(len(n))]
		}
		var want []string
		for _, n := range names {
			if n > after && strings.HasPrefix(n, prefix) {
				want = append(want, n)
			}
		}
		if got := c.names(c.b.List(c.ctx, prefix, after)); !slices.Equal(got, want) {
			c.t.Fatalf("List(%q, %q) = %q\nwant %q of %q", prefix, after, got, want, names)
		}
	}
}

// isName reports whether a file may have a name.
func isName(name string) bool {
	for e := range strings.SplitSeq(name, "/") {
		if e == "" || e == "." || e == ".." {
			return false
		}
	}
	return true
}

// listedMeanwhile: what stays is listed once, in order, while others come and go.
func listedMeanwhile(c *checker) {
	var stay []string
	for i := range 40 {
		stay = append(stay, fmt.Sprintf("m/%02d/s", i))
	}
	c.add(stay...)
	together(3, func(i int) {
		for j := range rounds(30) {
			if i > 0 {
				name := fmt.Sprintf("m/%02d/%d", j, i)
				if err := c.b.Add(c.ctx, name, nil); err != nil {
					c.t.Errorf("Add(%q) = %v", name, err)
				}
				if err := c.b.Remove(c.ctx, name); err != nil {
					c.t.Errorf("Remove(%q) = %v", name, err)
				}
				continue
			}
			names := c.names(c.b.List(c.ctx, "m/", ""))
			if !slices.IsSorted(names) {
				c.t.Errorf("List = %q, which is not sorted", names)
			}
			names = slices.DeleteFunc(names, func(n string) bool { return !strings.HasSuffix(n, "/s") })
			if !slices.Equal(names, stay) {
				c.t.Errorf("List has %q, want all that stayed", names)
			}
		}
	})
}

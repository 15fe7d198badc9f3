package storetest

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// begin begins an upload.
func (e *writing) begin(bucket, key string) write.UploadRef {
	ref := write.UploadRef{Bucket: bucket, Key: key}
	id, err := e.w.CreateUpload(e.ctx, write.Upload{UploadRef: ref})
	e.expect(err == nil && id != "", "CreateUpload = %q, %v", id, err)
	ref.ID = id
	return ref
}

// part puts a part that is a text, and returns it.
func (e *writing) part(ref write.UploadRef, number int, text string) write.Part {
	c := e.stage(text)
	if c == nil {
		return write.Part{}
	}
	p, err := e.w.PutPart(e.ctx, ref, write.Part{Number: number, ETag: tagOf(text)}, c)
	if !e.expect(err == nil && p != nil, "PutPart = %v, %v", p, err) {
		return write.Part{}
	}
	return *p
}

// complete completes an upload.
func (e *writing) complete(ref write.UploadRef, parts []write.Part, check write.Check) (*store.Info, error) {
	return e.w.Complete(e.ctx, ref, parts, write.Version{Info: store.Info{ETag: `"whole"`}}, check)
}

func checkUpload(e *writing) {
	name := e.bucket(version.StateUnversioned)
	info := given()
	info.Checksum = checksum.Value{}
	u := write.Upload{
		UploadRef: write.UploadRef{Bucket: name, Key: "k"}, Owner: "111122223333", Algorithm: checksum.SHA256, Type: checksum.Composite,
		Version: write.Version{Info: info, Tags: []write.Tag{{Key: "a", Value: "b"}}},
	}
	id, err := e.w.CreateUpload(e.ctx, u)
	u.ID = id
	if !e.expect(err == nil && id != "", "CreateUpload = %q, %v", id, err) {
		return
	}
	got, err := e.w.Upload(e.ctx, u.UploadRef)
	if !e.expect(err == nil && got != nil, "Upload = %v, %v", got, err) {
		return
	}
	e.expect(got.UploadRef == u.UploadRef && got.Owner == u.Owner && got.Algorithm == u.Algorithm && got.Type == u.Type && !got.Initiated.IsZero(),
		"Upload = %+v, want %+v", got, u)
	e.expect(slices.Equal(got.Version.Tags, u.Version.Tags), "Upload has the tags %v", got.Version.Tags)
	e.same("what an upload is to be", &got.Version.Info, &info)
}

func checkUploadUnseen(e *writing) {
	name := e.bucket(version.StateUnversioned)
	ref := e.begin(name, "k")
	e.part(ref, 1, "text")
	keys, _ := e.scanned(name, "")
	e.expect(len(keys) == 0, "Scan has an upload that is not complete: %q", keys)
	_, err := e.w.Open(e.ctx, latest(name, "k"))
	e.wraps("Open of an upload that is not complete", err, store.ErrNoKey)
}

func checkListUploads(e *writing) {
	name := e.bucket(version.StateUnversioned)
	for _, key := range []string{"b", "a", "ä", "B"} {
		e.begin(name, key)
	}
	first, second := e.begin(name, "c"), e.begin(name, "c")
	want := []string{"B", "a", "b", "c", "c", "ä"}
	all, err := e.w.ListUploads(e.ctx, name)
	var got []string
	for _, u := range all {
		got = append(got, u.Key)
	}
	if e.expect(err == nil && slices.Equal(got, want), "ListUploads has the keys %q, %v, want %q", got, err, want) && all[3].Initiated.Before(all[4].Initiated) {
		e.expect(all[3].ID == first.ID && all[4].ID == second.ID, "ListUploads has an upload before one that began earlier")
	}
}

func checkPutPart(e *writing) {
	name := e.bucket(version.StateUnversioned)
	ref := e.begin(name, "k")
	for _, number := range []int{10000, 2, 1, 2} {
		text := fmt.Sprint("part ", number)
		c := e.stage(text)
		if c == nil {
			return
		}
		p, err := e.w.PutPart(e.ctx, ref, write.Part{Number: number, ETag: `"t"`, MD5: [16]byte{1, 2}, Checksum: checksum.Sum(checksum.SHA1, []byte(text))}, c)
		e.expect(err == nil && p != nil && p.Size == int64(len(text)) && !p.LastModified.IsZero(), "PutPart = %+v, %v", p, err)
	}
	parts, err := e.w.ListParts(e.ctx, ref)
	var numbers []int
	for _, p := range parts {
		numbers = append(numbers, p.Number)
		ok := p.ETag == `"t"` && p.MD5 == [16]byte{1, 2} && p.Checksum == checksum.Sum(checksum.SHA1, []byte(fmt.Sprint("part ", p.Number))) && p.Size > 0
		e.expect(ok, "ListParts has %+v, want what was put", p)
	}
	e.expect(err == nil && slices.Equal(numbers, []int{1, 2, 10000}), "ListParts has the numbers %v, %v", numbers, err)
}

func checkPartsAtOnce(e *writing) {
	name := e.bucket(version.StateUnversioned)
	ref := e.begin(name, "k")
	const count = 16
	parts := make([]write.Part, count)
	var whole strings.Builder
	var all sync.WaitGroup
	for i := range parts {
		text := strings.Repeat(string(rune('a'+i)), 1000+i)
		whole.WriteString(text)
		all.Go(func() { parts[i] = e.part(ref, i+1, text) })
	}
	all.Wait()
	_, err := e.complete(ref, parts, nil)
	e.expect(err == nil, "Complete = %v", err)
	e.reads("parts that were put at once", latest(name, "k"), whole.String())
}

func checkNoUpload(e *writing) {
	name := e.bucket(version.StateUnversioned)
	real := e.begin(name, "k")
	for what, ref := range map[string]write.UploadRef{"another id": {Bucket: name, Key: "k", ID: "none"}, "another key": {Bucket: name, Key: "l", ID: real.ID}} {
		e.refusesUpload(what, ref)
	}
}

// refusesUpload expects each method to say that there is no upload.
func (e *writing) refusesUpload(what string, ref write.UploadRef) {
	_, err := e.w.Upload(e.ctx, ref)
	e.wraps("Upload of "+what, err, write.ErrNoUpload)
	_, err = e.w.ListParts(e.ctx, ref)
	e.wraps("ListParts of "+what, err, write.ErrNoUpload)
	if c := e.stage("x"); c != nil {
		_, err = e.w.PutPart(e.ctx, ref, write.Part{Number: 1}, c)
		e.wraps("PutPart of "+what, err, write.ErrNoUpload)
	}
	_, err = e.complete(ref, nil, nil)
	e.wraps("Complete of "+what, err, write.ErrNoUpload)
	e.wraps("Abort of "+what, e.w.Abort(e.ctx, ref), write.ErrNoUpload)
}

func checkAbort(e *writing) {
	name := e.bucket(version.StateUnversioned)
	ref := e.begin(name, "k")
	e.part(ref, 1, "text")
	err := e.w.Abort(e.ctx, ref)
	e.expect(err == nil, "Abort = %v", err)
	e.refusesUpload("one that was aborted", ref)
	all, err := e.w.ListUploads(e.ctx, name)
	e.expect(err == nil && len(all) == 0, "ListUploads has one that was aborted: %v, %v", all, err)
}

func checkJoined(e *writing) {
	name := e.bucket(version.StateEnabled)
	ref := e.begin(name, "k")
	texts := []string{string(e.content(70000)), "middle", string(e.content(9))}
	for i := len(texts) - 1; i >= 0; i-- {
		e.part(ref, 2*i+1, texts[i])
	}
	e.part(ref, 9, "not named")
	parts, err := e.w.ListParts(e.ctx, ref)
	if !e.expect(err == nil && len(parts) == 4, "ListParts = %v, %v", parts, err) {
		return
	}
	info, err := e.complete(ref, parts[:3], nil)
	if !e.expect(err == nil && info != nil, "Complete = %v, %v", info, err) {
		return
	}
	e.expect(info.Parts == 3 && info.VersionID != "" && info.ETag == `"whole"`, "Complete describes %+v", info)
	e.reads("a completed upload", latest(name, "k"), strings.Join(texts, ""))
	if o := e.open(latest(name, "k")); o != nil {
		off := int64(0)
		for i, text := range texts {
			p, ok, err := store.LookupPart(e.ctx, o, i+1)
			e.expect(err == nil && ok && p.Offset == off && p.Size == int64(len(text)), "part %d = %+v, %v, %v", i+1, p, ok, err)
			off += p.Size
		}
		e.close("Object", o)
	}
	e.refusesUpload("one that is complete", ref)
}

func checkNoPart(e *writing) {
	name := e.bucket(version.StateUnversioned)
	ref := e.begin(name, "k")
	old := e.part(ref, 1, "old")
	now := e.part(ref, 1, "new")
	_, err := e.complete(ref, []write.Part{old}, nil)
	e.wraps("Complete with a part that was replaced", err, write.ErrNoPart)
	_, err = e.complete(ref, []write.Part{now, {Number: 2, ETag: `"x"`}}, nil)
	e.wraps("Complete with a part that is not there", err, write.ErrNoPart)
	_, err = e.w.Open(e.ctx, latest(name, "k"))
	e.wraps("Open of an upload that was not completed", err, store.ErrNoKey)
	_, err = e.complete(ref, []write.Part{now}, nil)
	e.expect(err == nil, "Complete = %v", err)
	e.reads("a completed upload", latest(name, "k"), "new")
}

func checkCompleteRefused(e *writing) {
	name := e.bucket(version.StateUnversioned)
	e.stored(name, "k", "before")
	ref := e.begin(name, "k")
	p := e.part(ref, 1, "text")
	_, err := e.complete(ref, []write.Part{p}, func(current *store.Info) error {
		e.expect(current != nil && current.ETag == tagOf("before"), "the check of a Complete sees %v", current)
		return errRefused
	})
	e.wraps("Complete against its check", err, errRefused)
	e.reads("what a Complete that was refused would have replaced", latest(name, "k"), "before")
	_, err = e.complete(ref, []write.Part{p}, nil)
	e.expect(err == nil, "Complete after one that was refused = %v", err)
}

func checkCompleteOnce(e *writing) {
	name := e.bucket(version.StateEnabled)
	ref := e.begin(name, "k")
	p := e.part(ref, 1, "text")
	var completed atomic.Int64
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, err := e.complete(ref, []write.Part{p}, nil); err == nil {
				completed.Add(1)
			}
		})
	}
	all.Wait()
	_, tags := e.scanned(name, "")
	e.expect(completed.Load() == 1 && len(tags["k"]) == 1, "an upload was completed %d times, and has %d versions", completed.Load(), len(tags["k"]))
}

func checkCompleted(e *writing) {
	c, ok := e.w.(write.Completions)
	if !ok {
		e.skip("the store has no Completions")
		return
	}
	name := e.bucket(version.StateEnabled)
	ref := e.begin(name, "k")
	_, err := c.Completed(e.ctx, ref)
	e.wraps("Completed of an upload that is not", err, write.ErrNoUpload)
	p := e.part(ref, 1, "text")
	info, err := e.complete(ref, []write.Part{p}, nil)
	e.stored(name, "k", "newer")
	got, err2 := c.Completed(e.ctx, ref)
	if e.expect(err == nil && err2 == nil && info != nil && got != nil, "Complete = %v, %v; Completed = %v, %v", info, err, got, err2) {
		e.expect(got.VersionID == info.VersionID && got.ETag == info.ETag, "Completed = %+v, want %+v", got, info)
	}
	_, err = c.Completed(e.ctx, write.UploadRef{Bucket: name, Key: "k", ID: "none"})
	e.wraps("Completed of no upload", err, write.ErrNoUpload)
}

func checkCompletedRenamed(e *writing) {
	c, ok := e.w.(write.Completions)
	r, renames := e.w.(write.Renamer)
	if !ok || !renames {
		e.skip("the store has no Completions or is no Renamer")
		return
	}
	name := e.bucket(version.StateUnversioned)
	ref := e.begin(name, "k")
	_, err := e.complete(ref, []write.Part{e.part(ref, 1, "text")}, nil)
	_, err2 := c.Completed(e.ctx, ref)
	e.expect(err == nil && err2 == nil, "Complete = %v; Completed = %v", err, err2)
	for _, to := range [][2]string{{"k", "m"}, {"m", "k"}} {
		err = r.Rename(e.ctx, name, to[0], to[1], nil)
		e.expect(err == nil, "Rename from %s to %s = %v", to[0], to[1], err)
		_, err = c.Completed(e.ctx, ref)
		e.wraps("Completed of what was renamed from "+to[0]+" to "+to[1], err, write.ErrNoUpload)
	}
}

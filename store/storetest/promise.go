package storetest

import "slices"

// A Promise is a rule that a store keeps.
type Promise struct {
	// Name is what the promise is called, such as "Open/ErrNoKey".
	Name string

	// Source is the name of what promises it, such as "store.Store.Open".
	Source string

	// Quote is the sentence that promises it, as it stands in the comments of package store.
	Quote string
}

// Promises lists the promises that are checked, in their order.
func Promises() []Promise {
	all := make([]Promise, 0, len(promises))
	for _, p := range promises {
		all = append(all, p.Promise)
	}
	return slices.Clip(all)
}

// A promise is a promise and its check.
type promise struct {
	Promise
	check func(*examiner)
}

// Sources of promises.
const (
	thePackage = "package store"
	theBucket  = "store.Store.Bucket"
	theOpen    = "store.Store.Open"
	theInfo    = "store.Object.Info"
	theRange   = "store.Object.OpenRange"
	theClose   = "store.Object.Close"
)

// Sentences that promise several things.
const (
	quoteCanceled = "Bucket and Open fail soon once their context is canceled, with no error of absence."
	quoteNames    = "Names that nothing has, whatever their bytes, are an error and never a panic."
	quotePins     = "Whatever happens to the key afterwards, the Object goes on describing and reading the same bytes, or fails with [ErrChanged] before the last byte"
	quoteReading  = "Canceling ctx ends the reading."
	quoteClose    = "Close releases the version. Readers are closed before it."
)

// promises lists what is checked, in order.
var promises = []promise{
	{Promise{"Bucket/describes", theBucket, "Bucket describes a bucket."}, checkBucket},
	{Promise{"Bucket/ErrNoBucket", theBucket, "The error wraps [ErrNoBucket] where there is none; any other error means that the store could not tell."}, checkNoBucket},
	{Promise{"Bucket/canceled", thePackage, quoteCanceled}, checkBucketCanceled},
	{Promise{"Bucket/names", thePackage, quoteNames}, checkBucketNames},
	{Promise{"Open/reads", theOpen, "Open pins one version of a key."}, checkOpen},
	{Promise{"Open/ErrNoBucket", theOpen, "The error wraps [ErrNoBucket], [ErrNoKey] where the key has no version at all and the latest was asked for"}, checkOpenNoBucket},
	{Promise{"Open/ErrNoKey", theOpen, "[ErrNoKey] where the key has no version at all and the latest was asked for"}, checkNoKey},
	{Promise{"Open/ErrNoVersion", theOpen, "[ErrNoVersion] where the version that ref names is not there, even if the key is missing too."}, checkNoVersion},
	{Promise{"Open/null", "store.Info.VersionID", `VersionID is the version's id; "" is the null version.`}, checkNull},
	{Promise{"Open/versions", "store.Ref", "A Ref names one version of one key. The zero Version is the latest."}, checkVersions},
	{Promise{"Open/marker", theOpen, "A delete marker is no error: it is an Object whose Info says so."}, checkMarker},
	{Promise{"Open/canceled", thePackage, quoteCanceled}, checkOpenCanceled},
	{Promise{"Open/names", thePackage, quoteNames}, checkOpenNames},
	{Promise{"Open/pins replaced", theOpen, quotePins}, checkReplaced},
	{Promise{"Open/pins deleted", theOpen, quotePins}, checkDeleted},
	{Promise{"Open/pins rewritten", theOpen, quotePins}, checkRewritten},
	{Promise{"Info/complete", theInfo, "It is complete when Open returns and never changes."}, checkComplete},
	{Promise{"Info/stable", theInfo, "Info describes the version. It is complete when Open returns and never changes."}, checkStable},
	{Promise{"Info/ETag", "store.Info.ETag", `ETag is the entity tag with its quotes, such as "\"abc\"".`}, checkETag},
	{Promise{"Info/checksum", "store.Info.Checksum", "Checksum is the checksum of the whole object."}, checkChecksum},
	{Promise{"OpenRange/exact", theRange, "OpenRange returns a reader of exactly n bytes from offset off of the content as clients see it"}, checkExact},
	{Promise{"OpenRange/EOF", theRange, "A reader must not end with [io.EOF] before the n bytes are read"}, checkEOF},
	{Promise{"OpenRange/WriterTo", theRange, "It may be an [io.WriterTo], which is then used instead of Read."}, checkWriterTo},
	{Promise{"OpenRange/canceled", theRange, quoteReading}, checkRangeCanceled},
	{Promise{"OpenRange/canceled Read", theRange, quoteReading}, checkReadCanceled},
	{Promise{"OpenRange/canceled WriteTo", theRange, quoteReading}, checkWriteToCanceled},
	{Promise{"OpenRange/buffers", thePackage, "A reader does not keep the buffers that it is given."}, checkBuffers},
	{Promise{"Close/releases", theClose, quoteClose}, checkReleases},
	{Promise{"Close/after errors", theClose, quoteClose}, checkCloseAfterErrors},
	{Promise{"Store/concurrent", "store.Store", "Its methods may be called concurrently."}, checkConcurrent},
	{Promise{"PartLister/is one", "store.Info.Parts", "An Object of a version with parts is a [PartLister]."}, checkPartLister},
	{Promise{"PartLister/adds up", "store.PartLister.Part", "Part returns the part at position n, where 1 ≤ n ≤ Info().Parts."}, checkParts},
	{Promise{"Decrypter/opens", "store.Decrypter.OpenRangeWithKey", "OpenRangeWithKey is OpenRange with the key that the request has, which is one that Info().Encryption.Customer matches."}, checkDecrypter},
	{Promise{"Decrypter/wrong key", "store.Decrypter.OpenRangeWithKey", "The error may wrap [sse.WrongKey], which S3 reports as 403 AccessDenied: an object that can recognize a key only by decrypting its content has a Customer that matches every key, and decides here."}, checkWrongKey},
	{Promise{"InMemory/exact", "store.InMemory.Content", "Content returns n bytes from off of the content as clients see it"}, checkContent},
	{Promise{"InMemory/lasts", "store.InMemory.Content", "The bytes never change, also once the Object is closed"}, checkContentLasts},
	{Promise{"Memoizer/of Info", "store.Memoizer.Memo", "Memo returns the Memo of the [Info] that Info returns, the same each time, or nil."}, checkMemo},
	{Promise{"AccessPoints/resolves", "store.AccessPoints.AccessPoint", `AccessPoint returns the name of the bucket behind the access point that the account gave that name, or behind the access point whose alias name is if account is "".`}, checkAccessPoint},
	{Promise{"AccessPoints/ErrNoAccessPoint", "store.AccessPoints.AccessPoint", "The error wraps [ErrNoAccessPoint] where there is none."}, checkNoAccessPoint},
	{Promise{"VersionIDs/own", "store.Info.VersionID", "For ids of another form than S3's the Store has to be a [VersionIDs], or a read that names one is refused with 400."}, checkOwnIDs},
	{Promise{"VersionIDs/any id", "store.VersionIDs.WellFormedVersionID", "WellFormedVersionID reports whether id has the form of the version ids of a bucket, whether or not a version with that id exists."}, checkAnyID},
}

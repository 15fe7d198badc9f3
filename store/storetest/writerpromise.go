package storetest

// Sources of promises of writers.
const (
	theWrites   = "package write"
	theBuckets  = "write.Buckets"
	theObjects  = "write.Objects"
	theUploads  = "write.Uploads"
	theComplete = "write.Uploads.Complete"
)

// Sentences of package write that promise several things.
const (
	quoteOneStep  = "Put, Delete decide and change in one step: no other write comes between"
	quotePut      = "Put makes v the newest version of a key, and describes it."
	quoteCheck    = "The check, if it is not nil, sees the latest version."
	quoteCheckErr = "Its error ends the write, which then has changed nothing."
	quoteDelete   = "The latest version of a bucket that has or had versioning is hidden behind a delete marker; any other is removed."
	quoteComplete = "Complete makes the parts of those numbers, in that order, the newest version of the key, and ends the upload."
)

// writerPromises lists what is checked of writers, in order.
var writerPromises = []writerPromise{
	{Promise{"Buckets/create", theBuckets, "CreateBucket adds an empty bucket."}, checkCreateBucket},
	{Promise{"Buckets/ErrExists", theBuckets, "CreateBucket adds an empty bucket. The error wraps [ErrExists]."}, checkBucketExists},
	{Promise{"Buckets/delete", theBuckets, "DeleteBucket removes a bucket, with the multipart uploads that were begun in it."}, checkDeleteBucket},
	{Promise{"Buckets/ErrNotEmpty", "write.ErrNotEmpty", "ErrNotEmpty means that a bucket has versions, delete markers among them."}, checkNotEmpty},
	{Promise{"Buckets/order", theBuckets, "ListBuckets lists the buckets in the order of the bytes of their names."}, checkListBuckets},
	{Promise{"Buckets/versioning", theBuckets, "SetVersioning enables or suspends the versioning of a bucket."}, checkSetVersioning},
	{Promise{"Buckets/ErrNoBucket", "write.Store", "their errors wrap [store.ErrNoBucket] where there is no bucket of that name."}, checkWritesNoBucket},
	{Promise{"Stage/unseen", theWrites, "Stage holds bytes that nobody reads until they are put"}, checkStaged},
	{Promise{"Stage/discarded", "write.Content", "Discard frees the bytes. It does nothing once they are put."}, checkDiscarded},
	{Promise{"Put/reads", theObjects, quotePut}, checkPutReads},
	{Promise{"Put/keeps", theWrites, "It keeps what it is given, and decides no digest, entity tag or checksum."}, checkPutKeeps},
	{Promise{"Put/replaces", theObjects, "Without versioning, and where it is suspended, that is the null version, which is replaced."}, checkPutReplaces},
	{Promise{"Put/versions", theObjects, "With versioning each is a version with an id of its own."}, checkPutVersions},
	{Promise{"Put/check", theObjects, quoteCheck}, checkPutCheck},
	{Promise{"Put/refused", "write.Check", quoteCheckErr}, checkPutRefused},
	{Promise{"Put/one step", theWrites, quoteOneStep}, checkPutOneStep},
	{Promise{"Put/pins", "store.Store.Open", quotePins}, checkPutPins},
	{Promise{"Delete/removes", theObjects, quoteDelete}, checkDeleteRemoves},
	{Promise{"Delete/marker", theObjects, quoteDelete}, checkDeleteMarker},
	{Promise{"Delete/version", theObjects, "Delete describes the marker or what was removed, or returns nil if there was nothing."}, checkDeleteVersion},
	{Promise{"Delete/null", theObjects, quoteDelete}, checkDeleteNull},
	{Promise{"Delete/malformed", theObjects, "The error wraps [version.ErrMalformed] for an id in a bucket without versioning."}, checkDeleteMalformed},
	{Promise{"Delete/check", theObjects, "The check, if it is not nil, sees what ref selects."}, checkDeleteCheck},
	{Promise{"Delete/one step", theWrites, quoteOneStep}, checkDeleteOneStep},
	{Promise{"Scan/order", theObjects, "Scan has the keys of a bucket from a key on, that key included, in the order of their bytes."}, checkScanOrder},
	{Promise{"Scan/entries", "write.Entry", "An Entry is a key with its versions, from the newest to the oldest. There is at least one."}, checkScanEntries},
	{Promise{"Tags/order", theObjects, "Tags returns the tags of a version, in the order of their keys."}, checkTags},
	{Promise{"Uploads/describes", theUploads, "Upload describes an upload."}, checkUpload},
	{Promise{"Uploads/unseen", theWrites, "uploads are seen by nobody who reads, until they are complete"}, checkUploadUnseen},
	{Promise{"Uploads/order", theUploads, "ListUploads lists the uploads of a bucket in the order of their keys and, of one key, of their beginning."}, checkListUploads},
	{Promise{"Uploads/parts", theUploads, "PutPart adds a part, or replaces the one of its number."}, checkPutPart},
	{Promise{"Uploads/parts at once", "write.Store", "Its methods may be called concurrently"}, checkPartsAtOnce},
	{Promise{"Uploads/ErrNoUpload", "write.ErrNoUpload", "ErrNoUpload means that a key has no multipart upload of that id."}, checkNoUpload},
	{Promise{"Uploads/abort", theUploads, "Abort ends an upload and frees its parts."}, checkAbort},
	{Promise{"Complete/joins", theComplete, quoteComplete}, checkJoined},
	{Promise{"Complete/ErrNoPart", theComplete, "Each part has to be the one of the list, entity tag and all: one that was replaced since is [ErrNoPart]."}, checkNoPart},
	{Promise{"Complete/refused", "write.Check", quoteCheckErr}, checkCompleteRefused},
	{Promise{"Complete/once", theComplete, quoteComplete}, checkCompleteOnce},
	{Promise{"Configurations/keeps", "write.Configurations", "Configuration returns the document of that name which a bucket was given: nil if it never was given one, and one of no bytes if it was taken away."}, checkConfigurations},
	{Promise{"Configurations/bucket", "write.Configurations", "UpdateBucket changes the description of a bucket in one step."}, checkUpdateBucket},
	{Promise{"PolicyKeeper/keeps", "write.PolicyKeeper", "UpdatePolicies changes the policies of a bucket in one step."}, checkUpdatePolicies},
	{Promise{"Revisions/changes", "write.Revisions", "A version that is open stays as it was, and LastModified and the id stay in any case."}, checkRevise},
	{Promise{"Revisions/one step", "write.Revisions", "Revise changes a version in one step, and describes it afterwards."}, checkReviseOneStep},
	{Promise{"AccessControls/keeps", "write.AccessControls", "AccessControls is a [Store] whose versions keep what [Version.Access], that of an upload and [Revision.Access] have."}, checkAccessControls},
	{Promise{"Renamer/moves", "write.Renamer", "what was there is replaced, and entity tag and LastModified stay."}, checkRename},
	{Promise{"Renamer/one step", "write.Renamer", "Rename gives the object of a key another key, in one step"}, checkRenameOneStep},
	{Promise{"Completions/describes", "write.Completions", "Completed describes the version that an upload was completed as."}, checkCompleted},
	{Promise{"Completions/renamed", "write.Completions", "A version that was renamed is not what an upload was completed as, also if it gets its key back."}, checkCompletedRenamed},
	{Promise{"Store/reopened", theWrites, "What a method has returned without an error is there when a store that outlives its process is opened anew."}, checkReopened},
}

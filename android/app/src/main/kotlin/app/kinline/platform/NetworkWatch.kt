package app.kinline.platform

import android.content.Context
import android.net.ConnectivityManager
import android.net.Network
import app.kinline.ffi.Action

/** Tells the core when the network comes, goes or changes. */
class NetworkWatch(
    context: Context,
    private val send: (Action) -> Unit,
) : ConnectivityManager.NetworkCallback() {
    private val connectivity = context.getSystemService(ConnectivityManager::class.java)

    fun start() = connectivity.registerDefaultNetworkCallback(this)

    fun stop() = connectivity.unregisterNetworkCallback(this)

    /** Also when another network takes the place of one that was there. */
    override fun onAvailable(network: Network) = send(Action.NetworkChanged(online = true))

    override fun onLost(network: Network) = send(Action.NetworkChanged(online = false))
}
